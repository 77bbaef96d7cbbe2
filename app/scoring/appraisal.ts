import type { CustomerScore } from "./customer-score.ts";

/** A customer's score with the ends of the 80 % interval of its predicted value. */
export type Appraisal = CustomerScore & {
  /** Null where the run that fitted the model drew none. */
  predictedLowerMinor: number | null;
  predictedUpperMinor: number | null;
};
