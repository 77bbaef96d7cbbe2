import { z } from "zod";

const Cycles = z.number().min(0.1).max(100);
const Chance = z.number().min(0).max(1);

/**
 * How a stage follows from a customer's history. Overdue is measured in the customer's own cycles: days since the last
 * purchase over the usual days between two.
 *
 * P(alive) never places a customer by itself. It forbids two words: nobody who is less likely alive than
 * `activeFromAlive` is called active (at-risk instead), and nobody who is as likely alive as `lostBelowAlive` is called
 * lost (lapsed instead), unless so overdue that no model can vouch for them.
 */
export const StageRule = z.strictObject({
  activeUpToCycles: Cycles,
  atRiskUpToCycles: Cycles,
  lapsedUpToCycles: Cycles,
  /** Overdue by more than this a customer is lost whatever P(alive) says: some shops show no dropout at all. */
  lostBeyondCycles: Cycles,
  activeFromAlive: Chance,
  lostBelowAlive: Chance,
  /** The shop's median gap counts as much as so many gaps of the customer's own. */
  shopGapWeight: z.number().min(0.1).max(50),
  /** Who buys every other day is not overdue after three: a cycle counts as so many days at least. */
  shortestCycleDays: z.number().min(1).max(365),
});
export type StageRule = z.infer<typeof StageRule>;
