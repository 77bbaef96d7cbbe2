import { column, columnOf, fields, finite, listOf, orNull } from "#app/math/check-shape.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { Split } from "./split.ts";

/** From `fromMinor` up to, not including, `belowMinor`; null: without end on that side. */
export type OrderSizeBand = { fromMinor: number | null; belowMinor: number | null };

export const QUARTERS = [0.25, 0.5, 0.75];

/**
 * Bands of order value from the shop's own distribution: its quartiles are the borders, so that each of four bands
 * holds about a quarter of all values. Equal values are never parted; where many are equal there are fewer bands, and
 * none is empty.
 *
 * @throws naming the row of a value that is not finite
 */
export function orderSizeBands(valueMinor: Float64Array): OrderSizeBand[] {
  columnOf(finite)("valueMinor", valueMinor);
  const ascending = valueMinor.toSorted();
  const quartiles = QUARTERS.flatMap((share) => ascending[Math.floor(share * ascending.length)] ?? []);
  return bandsBetween(quartiles, ascending[0] ?? 0);
}

/** The same from the quartiles, each the value at the index `floor(share · n)` of all n in ascending order. */
export function bandsBetween(quartiles: readonly number[], smallest: number): OrderSizeBand[] {
  const borders = [...new Set(quartiles)].filter((border) => border > smallest);
  return [null, ...borders].map((fromMinor, index) => ({ fromMinor, belowMinor: borders[index] ?? null }));
}

const checkBands = listOf(fields({ fromMinor: orNull(finite), belowMinor: orNull(finite) }));

/** @param valueMinor NaN for a row that has no order and belongs to no band */
export function splitByOrderSize(valueMinor: Float64Array, bands: readonly OrderSizeBand[]): Split<OrderSizeBand> {
  column("valueMinor", valueMinor);
  checkBands("bands", bands);
  const groupOf = Int32Array.from(valueMinor, (value) =>
    bands.findIndex(({ fromMinor, belowMinor }) => value >= (fromMinor ?? -Infinity) && value < (belowMinor ?? Infinity)));
  return { groups: bands, groupOf };
}

/** Value of each customer's first purchase: known from the start, it does not grow with the customer. NaN without one. */
export function firstPurchaseValues({ customers, offsets, valueMinor }: PurchaseColumns): Float64Array {
  return Float64Array.from({ length: customers }, (_, customer) =>
    offsets[customer]! < offsets[customer + 1]! ? valueMinor[offsets[customer]!]! : Number.NaN);
}
