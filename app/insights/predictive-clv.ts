import { checkHorizon, type Horizon } from "#app/clv/discounted-purchases.ts";
import { fields } from "#app/math/check-shape.ts";
import { checkLengths } from "./check-lengths.ts";
import { type Guard, type Interval, labelled, type LabelledValue } from "./labelled-value.ts";

/** What the models predict: columns of equal length, one row a customer. */
export type PredictionColumns = Readonly<{
  /** Within the horizon. */
  expectedPurchases: Float64Array;
  /** The same, each discounted to today. */
  discountedPurchases: Float64Array;
  /** Expected value of one of them, in minor units. */
  expectedValueMinor: Float64Array;
}>;

/** What is known of how good the prediction is. */
export type Evidence = {
  /** Of the result, per customer. */
  interval: Interval | null;
  /** Whether the back-test on the shop's own orders speaks for the model. */
  isProven: boolean;
};

// The formula sees to the interval.
const checkEvidence = fields({});

/**
 * Expected purchases × expected value of a purchase × discount factor, per customer. For several customers the factors
 * are those of the sum (the expected value is weighted by purchases), so that their product is the value exactly.
 */
export function predictiveClv(predictions: PredictionColumns, horizon: Horizon, evidence: Evidence): LabelledValue {
  checkLengths("predictions", predictions, ["expectedPurchases", "discountedPurchases", "expectedValueMinor"]);
  checkHorizon(horizon);
  checkEvidence("evidence", evidence);
  const { customers, purchases, undiscountedMinor, discountedMinor } = totalsOf(predictions);
  const { interval, isProven } = evidence;
  const reservations: Guard[] = [...(interval === null ? ["no-interval" as const] : []), ...(isProven ? [] : ["not-proven" as const])];
  return labelled("predictive", {
    value: customers === 0 ? null : discountedMinor / customers,
    factors: {
      expectedPurchases: customers === 0 ? null : purchases / customers,
      expectedPurchaseValue: purchases === 0 ? null : undiscountedMinor / purchases,
      discountFactor: undiscountedMinor === 0 ? null : discountedMinor / undiscountedMinor,
      customers,
      ...horizon,
    },
    guards: customers === 0 ? ["no-purchases"] : reservations,
    interval,
  });
}

function totalsOf({ expectedPurchases, discountedPurchases, expectedValueMinor }: PredictionColumns) {
  const totals = { customers: expectedPurchases.length, purchases: 0, undiscountedMinor: 0, discountedMinor: 0 };
  for (let row = 0; row < totals.customers; row += 1) {
    totals.purchases += expectedPurchases[row]!;
    totals.undiscountedMinor += expectedPurchases[row]! * expectedValueMinor[row]!;
    totals.discountedMinor += discountedPurchases[row]! * expectedValueMinor[row]!;
  }
  return totals;
}
