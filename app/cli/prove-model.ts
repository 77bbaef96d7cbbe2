import type { BackTest, Choice, Correction, Factors } from "#app/scoring/back-test.ts";
import { backTestShop } from "#app/scoring/back-test-shop.ts";
import type { BackTestVerdict } from "#app/scoring/ladder.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";
import type { ModelChoice } from "#app/scoring/score-customers.ts";

/** Any will do, as long as two runs over one file print the same. */
export const SEED = 1;

const NO_FACTORS: Factors = { level: 1, season: 1, deviation: 0 };
const NO_CORRECTION: Correction = { orders: NO_FACTORS, orderValue: NO_FACTORS };

export type Proof = {
  backTest: BackTest;
  /** The model in use, with the correction that was learnt for it; the back-test learns none for a model it did not choose. */
  choice: Choice;
  /** Null where the model in use could not be judged. */
  verdict: BackTestVerdict | null;
};

/** Tries the models on the shop's own past, and says which one is used, how it is corrected and whether it has proven itself. */
export function proveModel(columns: PurchaseColumns, observationEnd: number, requested: ModelChoice): Proof {
  const backTest = backTestShop(columns, observationEnd, SEED);
  if (backTest.kind === "none" || (requested !== "auto" && requested !== backTest.choice.model)) {
    const model = requested === "auto" ? PURCHASE_MODELS[0] : requested;
    return { backTest, choice: { model, origins: 0, errors: [], correction: NO_CORRECTION }, verdict: null };
  }
  const { choice, gate } = backTest;
  const { orders, orderValue } = choice.correction;
  return {
    backTest,
    // A season belongs to one window of the back-test; what is looked at here is any number of days.
    choice: { ...choice, correction: { orders: { ...orders, season: 1 }, orderValue: { ...orderValue, season: 1 } } },
    verdict: gate.lacks === null ? { chosenModel: choice.model, beatsBaselines: gate.isOn } : null,
  };
}
