import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { checkSplit, type Split } from "./split.ts";

export type Part<Key> = {
  group: Key;
  /** Which customers of the whole shop these are. */
  rows: Int32Array;
  purchases: PurchaseColumns;
};

/** A shop's purchases, one part a group of customers: whatever can be said of a shop can be said of each part. */
export function cutPurchases<Key>(purchases: PurchaseColumns, split: Split<Key>): Part<Key>[] {
  checkSplit(split, purchases.customers);
  const sizes = new Int32Array(split.groups.length);
  const purchaseCounts = new Int32Array(split.groups.length);
  const { offsets } = purchases;
  split.groupOf.forEach((group, customer) => {
    if (group < 0) return;
    sizes[group]! += 1;
    purchaseCounts[group]! += offsets[customer + 1]! - offsets[customer]!;
  });
  const parts = split.groups.map((group, index) => emptyPart(group, sizes[index]!, purchaseCounts[index]!));
  const filled = new Int32Array(parts.length);
  split.groupOf.forEach((group, customer) => {
    if (group < 0) return;
    copyCustomer(purchases, customer, parts[group]!, filled[group]!);
    filled[group]! += 1;
  });
  return parts;
}

function emptyPart<Key>(group: Key, customers: number, count: number): Part<Key> {
  const purchases = { customers, offsets: new Int32Array(customers + 1), day: new Int32Array(count), valueMinor: new Float64Array(count) };
  return { group, rows: new Int32Array(customers), purchases };
}

function copyCustomer({ offsets, day, valueMinor }: PurchaseColumns, customer: number, { rows, purchases }: Part<unknown>, at: number): void {
  let to = purchases.offsets[at]!;
  for (let row = offsets[customer]!; row < offsets[customer + 1]!; row += 1, to += 1) {
    purchases.day[to] = day[row]!;
    purchases.valueMinor[to] = valueMinor[row]!;
  }
  purchases.offsets[at + 1] = to;
  rows[at] = customer;
}
