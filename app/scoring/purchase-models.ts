/** The models of how often, the one to take where nothing speaks for another first. */
export const PURCHASE_MODELS = ["mbg-nbd", "pareto-nbd", "bg-nbd"] as const;
export type PurchaseModelName = (typeof PURCHASE_MODELS)[number];

/** "auto": the one that the back-test chose; without one, the first of PURCHASE_MODELS. */
export const MODEL_CHOICES = ["auto", ...PURCHASE_MODELS] as const;
export type ModelChoice = (typeof MODEL_CHOICES)[number];

/** @throws RangeError for what is none of them, naming it */
export function checkModelChoice(model: ModelChoice): void {
  if (!MODEL_CHOICES.includes(model)) throw new RangeError(`model is ${JSON.stringify(model)}; allowed: ${MODEL_CHOICES.join(", ")}`);
}
