/** From the first order to the end of the relationship. */
export const STAGES = ["new", "active", "at-risk", "lapsed", "lost"] as const;
export type Stage = (typeof STAGES)[number];
