import type { BackTest, Choice, Correction, Factors } from "./back-test.ts";
import { backTestShop } from "./back-test-shop.ts";
import type { BackTestVerdict } from "./ladder.ts";
import type { PurchaseColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS } from "./purchase-models.ts";
import type { ModelChoice } from "./score-customers.ts";
import type { Standing } from "./standing.ts";

/** Any will do, as long as the same orders give the same numbers: at night, on demand and on the command line. */
export const SEED = 1;

const NO_FACTORS: Factors = { level: 1, season: 1, deviation: 0 };
const NO_CORRECTION: Correction = { orders: NO_FACTORS, orderValue: NO_FACTORS };

export type Proof = {
  backTest: BackTest;
  /** The model in use, with the correction that was learnt for it; the back-test learns none for a model it did not choose. */
  choice: Choice;
  /** Null where the model in use could not be judged. */
  verdict: BackTestVerdict | null;
  standing: Standing;
};

/** Tries the models on the shop's own past, and says which one is used, how it is corrected and whether it has proven itself. */
export function proveModel(columns: PurchaseColumns, observationEnd: number, requested: ModelChoice): Proof {
  const backTest = backTestShop(columns, observationEnd, SEED);
  if (backTest.kind === "none" || (requested !== "auto" && requested !== backTest.choice.model)) {
    const model = requested === "auto" ? PURCHASE_MODELS[0] : requested;
    return { backTest, choice: { model, origins: 0, errors: [], correction: NO_CORRECTION }, verdict: null, standing: "unjudged" };
  }
  const { choice, gate } = backTest;
  const { orders, orderValue } = choice.correction;
  const standing = gate.lacks !== null ? "unjudged" : gate.isOn ? "proven" : "beaten";
  return {
    backTest,
    // A season belongs to one window of the back-test; what is looked at here is any number of days.
    choice: { ...choice, correction: { orders: { ...orders, season: 1 }, orderValue: { ...orderValue, season: 1 } } },
    verdict: standing === "unjudged" ? null : { chosenModel: choice.model, beatsBaselines: standing === "proven" },
    standing,
  };
}
