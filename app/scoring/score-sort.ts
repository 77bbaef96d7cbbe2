/** What customers can be sorted by; each has an index of customer_scores under it. */
export const SCORE_SORTS = ["lifetime-value", "historic-value", "predicted-value", "last-order", "orders"] as const;

export type ScoreSort = (typeof SCORE_SORTS)[number];

export type SortDirection = "desc" | "asc";
