import type { CustomerScore } from "./customer-score.ts";

/**
 * A customer's score with the ends of the 80 % interval of its predicted value, and what those of groups are made of. Null
 * where the run that fitted the model drew none.
 */
export type Appraisal = CustomerScore & {
  predictedLowerMinor: number | null;
  predictedUpperMinor: number | null;
  /** Of the predicted value by chance, in minor units squared. */
  predictedVariance: number | null;
  /** ln of the probability of buying nothing. */
  logNothing: number | null;
};
