/**
 * A source for look-alikes: as many customers as it is to hold, and among how many of the best they are looked for. Ad
 * networks take one from a hundred on; further down customers are not like the best any more.
 */
export const BEST = { wanted: 1000, among: 10_000 };

/** As ad networks know them, in every language. */
export const LOOK_ALIKE_COLUMNS = ["email", "value", "currency"] as const;
