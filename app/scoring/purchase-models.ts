/** The models of how often, the one to take where nothing speaks for another first. */
export const PURCHASE_MODELS = ["mbg-nbd", "pareto-nbd", "bg-nbd"] as const;
export type PurchaseModelName = (typeof PURCHASE_MODELS)[number];
