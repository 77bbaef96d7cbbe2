export const HAND_CHANGES = ["restore", "respect"] as const;

/** The widest that a merchant may set the cap on a run's writes. */
export const MOST_CAP = { percent: 100, customers: 10_000_000 };
