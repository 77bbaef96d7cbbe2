import { parseMoney } from "#app/money/parse-money.ts";
import type { ClvArguments } from "./parse-clv-arguments.ts";

/** What a shop's costs are, as far as the caller knows them. */
export type Costs = { kind: "read"; grossMargin: number; acquisitionCostMinor: number | null };

/** The amount is read by the currency of the orders, which the arguments do not know. */
export function readCosts(
  { grossMargin, acquisitionCost }: Pick<ClvArguments, "grossMargin" | "acquisitionCost">,
  currency: string,
): Costs | { kind: "refused"; reason: string } {
  try {
    return { kind: "read", grossMargin, acquisitionCostMinor: acquisitionCost === null ? null : parseMoney(acquisitionCost, currency) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { kind: "refused", reason: `--acquisition-cost is not an amount of ${currency}: ${cause.message}` };
  }
}
