export const SETUP_STEPS = ["connect", "backfill", "check-number", "choose-tags", "first-play"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Those that only the merchant can say are done. */
export const TICKED_STEPS = ["check-number", "choose-tags", "first-play"] as const satisfies readonly SetupStep[];
export type TickedStep = (typeof TICKED_STEPS)[number];
