import type { Exclusion } from "./exclusion.ts";
import { explainOrder } from "./explain-order.ts";
import type { OrderFacts } from "./order-facts.ts";
import type { ValueRule } from "./value-rule.ts";

export type Assessment = {
  netMinor: number;
  /** Why the order does not count; null: it counts, with `netMinor`. */
  exclusion: Exclusion | null;
};

export type AssessmentTerms = { shopCurrency: string; rule: ValueRule };

/**
 * The ledger's rule: what an order is worth in its own currency, and whether it counts in `shopCurrency`.
 *
 * @throws RangeError where the sum is beyond what a number holds exactly
 */
export function assessOrder(facts: OrderFacts, { shopCurrency, rule }: AssessmentTerms): Assessment {
  const netMinor = explainOrder(facts, rule).reduce((sum, component) => sum + component.minor, 0);
  if (!Number.isSafeInteger(netMinor)) {
    throw new RangeError(`Net value ${netMinor} is not a whole number of at most ${Number.MAX_SAFE_INTEGER} minor units`);
  }
  return { netMinor, exclusion: findExclusion(facts, netMinor, shopCurrency) };
}

/** The checks stand in the order of EXCLUSIONS. */
function findExclusion(facts: OrderFacts, netMinor: number, shopCurrency: string): Exclusion | null {
  if (facts.currency !== shopCurrency) return "other-currency";
  if (facts.test) return "test";
  if (facts.cancelledAt !== null) return "cancelled";
  if (facts.financialStatus === "VOIDED") return "voided";
  if (facts.financialStatus === "EXPIRED") return "expired";
  if (facts.financialStatus === "PENDING") return "unpaid";
  return netMinor > 0 ? null : "not-positive";
}
