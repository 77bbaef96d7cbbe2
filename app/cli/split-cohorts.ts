import type { SplitCell } from "#app/insights/shop-splits.ts";
import { splitByCohort } from "#app/insights/split-by-cohort.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { dayName } from "#app/time/day-name.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import { buyersOf, splitCells } from "./split-cells.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** The customers of each quarter of first orders, the oldest first, each by the name of its first day. */
export function splitCohorts(ledger: readonly LedgerCustomer[], customers: readonly ValuedCustomer[], asOfDay: number): SplitCell[] {
  const buyers = buyersOf(ledger, customers);
  const split = splitByCohort(purchaseColumns(buyers.ledger.map(({ purchases }) => purchases)), asOfDay, "quarter");
  return splitCells({ ...split, groups: split.groups.map(({ firstDay }) => dayName(firstDay)) }, buyers);
}
