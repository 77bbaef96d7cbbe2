import { shuffledRows } from "#app/math/shuffled-rows.ts";
import type { PurchaseColumns } from "./purchase-columns.ts";

/** At most so many customers of a shop, drawn at random, in the shop's order; the columns themselves where they suffice. */
export function sampleCustomers(columns: PurchaseColumns, most: number, seed: number): PurchaseColumns {
  if (columns.customers <= most) return columns;
  const drawn = shuffledRows(columns.customers, seed).subarray(0, most).sort();
  const offsets = new Int32Array(most + 1);
  drawn.forEach((customer, index) => {
    offsets[index + 1] = offsets[index]! + columns.offsets[customer + 1]! - columns.offsets[customer]!;
  });
  const day = new Int32Array(offsets[most]!);
  const valueMinor = new Float64Array(offsets[most]!);
  drawn.forEach((customer, index) => {
    const [from, until] = [columns.offsets[customer]!, columns.offsets[customer + 1]!];
    day.set(columns.day.subarray(from, until), offsets[index]!);
    valueMinor.set(columns.valueMinor.subarray(from, until), offsets[index]!);
  });
  return { customers: most, offsets, day, valueMinor };
}
