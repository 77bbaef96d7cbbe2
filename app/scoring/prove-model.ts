import type { BackTest, Choice } from "./back-test.ts";
import { chooseModel } from "./back-test-choice.ts";
import { backTestShop } from "./back-test-shop.ts";
import type { BackTestVerdict } from "./ladder.ts";
import type { PurchaseColumns } from "./purchase-columns.ts";
import { checkModelChoice, type ModelChoice } from "./purchase-models.ts";
import type { Standing } from "./standing.ts";

/** Any will do, as long as the same orders give the same numbers: at night, on demand and on the command line. */
export const SEED = 1;

/** What is chosen before anything is known: no correction, and levels as uncertain as they usually are. */
const UNTRIED = chooseModel([], 1, false);

export type Proof = {
  backTest: BackTest;
  /** The model in use, with the correction that was learnt for it; none for one that was asked for by name. */
  choice: Choice;
  /** On the model that the back-test chose, which need not be the one in use; null where none could be judged. */
  verdict: BackTestVerdict | null;
  standing: Standing;
};

/**
 * Tries the models on the shop's own past, and says which one is used, how it is corrected and whether it has proven itself.
 *
 * @throws for columns, an end or a model that are none, naming what and where it is and what is allowed
 */
export function proveModel(columns: PurchaseColumns, observationEnd: number, requested: ModelChoice): Proof {
  checkModelChoice(requested);
  // Columns that are none are refused there.
  const backTest = backTestShop(columns, observationEnd, SEED);
  const firstDay = columns.day.reduce((first, day) => Math.min(first, day), Infinity);
  if (firstDay < Infinity && observationEnd < firstDay) {
    throw new RangeError(`observationEnd is ${observationEnd}; allowed: from ${firstDay} on, the day of the first purchase`);
  }
  // A model that is asked for by name is that model alone, so that each can be seen beside the others.
  const untried = { ...UNTRIED, model: requested === "auto" ? UNTRIED.model : requested };
  if (backTest.kind === "none") return { backTest, choice: untried, verdict: null, standing: "unjudged" };
  const { choice, gate } = backTest;
  const standing = gate.lacks !== null ? "unjudged" : gate.isOn ? "proven" : "beaten";
  const verdict = standing === "unjudged" ? null : { chosenModel: choice.model, beatsBaselines: standing === "proven" };
  if (requested !== "auto") return { backTest, choice: untried, verdict, standing: "unjudged" };
  const { orders, orderValue } = choice.correction;
  return {
    backTest,
    // A season belongs to one window of the back-test; what is looked at here is any number of days.
    choice: { ...choice, correction: { orders: { ...orders, season: 1 }, orderValue: { ...orderValue, season: 1 } } },
    verdict,
    standing,
  };
}
