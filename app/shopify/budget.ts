/** A shop's leaky bucket of query cost, as Shopify last told it. Times are seconds on a monotonic clock. */
export type Budget = {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
  at: number;
};

export type ThrottleStatus = Pick<Budget, "maximumAvailable" | "currentlyAvailable" | "restoreRate">;

/** What is available `now`, points that came back since then included. */
export function available(budget: Budget, now: number): number {
  const restored = budget.currentlyAvailable + (now - budget.at) * budget.restoreRate;
  return Math.min(budget.maximumAvailable, restored);
}

/** Takes the expected cost of a call that is about to be made. */
export function spend(budget: Budget, cost: number, now: number): Budget {
  return { ...budget, currentlyAvailable: available(budget, now) - cost, at: now };
}

/**
 * Seconds until `cost` points can be spent; 0 when they are there now.
 *
 * A cost above the whole bucket waits for a full one: Shopify itself says that such a query is too expensive.
 */
export function secondsUntil(budget: Budget, cost: number, now: number): number {
  const missing = Math.min(cost, budget.maximumAvailable) - available(budget, now);
  return missing <= 0 ? 0 : missing / budget.restoreRate;
}
