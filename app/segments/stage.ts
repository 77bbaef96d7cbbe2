/** From the first order to the end of the relationship. */
export const STAGES = ["new", "active", "at-risk", "lapsed", "lost"] as const;
export type Stage = (typeof STAGES)[number];

/**
 * How a stage follows from a customer's history. Overdue is measured in the customer's own cycles: days since the last
 * purchase over the usual days between two.
 *
 * P(alive) never places a customer by itself. It forbids two words: nobody who is more likely gone than one chance in
 * five allows is called active (at-risk instead), and nobody who is as likely alive as not is called lost (lapsed
 * instead), unless so overdue that no model can vouch for them.
 */
export const DEFAULT_STAGE_RULE = {
  activeUpToCycles: 1.5,
  atRiskUpToCycles: 2.5,
  lapsedUpToCycles: 4,
  /** Overdue by more than this a customer is lost whatever P(alive) says: some shops show no dropout at all. */
  lostBeyondCycles: 8,
  activeFromAlive: 0.2,
  lostBelowAlive: 0.5,
  /** The shop's median gap counts as much as so many gaps of the customer's own. */
  shopGapWeight: 2,
  /** Who buys every other day is not overdue after three: a cycle counts as a week at least. */
  shortestCycleDays: 7,
} as const;
