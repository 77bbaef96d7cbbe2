/** A shop's leaky bucket of query cost, as Shopify tells it beside each answer. */
export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** What this process knows of that bucket. Times are seconds on a monotonic clock. */
export type Budget = ThrottleStatus & {
  /** When `currentlyAvailable` was so. */
  at: number;
  /** Points of calls that are under way: the last answer may not have counted them yet. */
  inFlight: number;
  /** The last call that was begun, by its number. */
  begun: number;
  /** The call whose answer told last; 0 before the first. One that was sent before it knows less. */
  newest: number;
  /**
   * The part of the points coming back that this process counts on, since others live on the same bucket: halved when
   * Shopify throttles, and raised a little by each answer. Processes that do so come to equal parts.
   */
  share: number;
  /** Calls up to this one were under way when the share was halved: what throttled one of them throttled all. */
  halvedFor: number;
  /** Not before this: Shopify said how long to stay away. */
  closedUntil: number;
};

/** A call's number, and the points that were set aside for it. */
export type Call = { number: number; cost: number };

/** What an answer says of the bucket; null where it says nothing. */
type Told = { status: ThrottleStatus | null; wasThrottled: boolean; retryAfterSeconds: number | null };

/** Until the first answer: the smallest bucket there is, and full. */
const GUESS: ThrottleStatus = { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 100 };
const LEAST_SHARE = 1 / 16;
const SHARE_GAIN = 0.02;
/** Shopify's own figure may say that the points are there after all: then for so long. */
const LEAST_PAUSE_SECONDS = 0.1;
/** Points that a float may be off by after a wait that was exactly long enough. */
const ROUNDING = 1e-6;

export function unknownBudget(now: number): Budget {
  return { ...GUESS, at: now, inFlight: 0, begun: 0, newest: 0, share: 1, halvedFor: 0, closedUntil: -Infinity };
}

/** What can be spent `now`, points that came back since then included. */
export function available(budget: Budget, now: number): number {
  const { currentlyAvailable, maximumAvailable, restoreRate, share, at, inFlight } = budget;
  return Math.min(maximumAvailable, currentlyAvailable + (now - at) * restoreRate * share) - inFlight;
}

/**
 * Seconds until `cost` points can be spent and `reserve` points are still there; 0 when that is so now.
 *
 * What is more than the whole bucket waits for a full one: Shopify itself says that such a query is too expensive.
 */
export function secondsUntil(budget: Budget, { cost, reserve }: { cost: number; reserve: number }, now: number): number {
  const missing = Math.min(cost + reserve, budget.maximumAvailable) - available(budget, now);
  const untilPaid = missing <= ROUNDING ? 0 : missing / (budget.restoreRate * budget.share);
  return Math.max(untilPaid, budget.closedUntil - now, 0);
}

/** Sets points aside for a call that is about to be made. */
export function setAside(budget: Budget, { number, cost }: Call): Budget {
  return { ...budget, begun: number, inFlight: budget.inFlight + cost };
}

/** What is known once the call was answered, or failed. Overlapping calls are answered in any order. */
export function settle(budget: Budget, call: Call, { status, wasThrottled, retryAfterSeconds }: Told, now: number): Budget {
  const left = { ...budget, inFlight: budget.inFlight - call.cost };
  if (retryAfterSeconds !== null) left.closedUntil = Math.max(budget.closedUntil, now + retryAfterSeconds);
  // Where nothing was known yet the guess was wrong, and says nothing of others.
  if (wasThrottled && budget.newest > 0 && call.number > budget.halvedFor) {
    left.share = Math.max(LEAST_SHARE, budget.share / 2);
    left.halvedFor = budget.begun;
  }
  if (!status) return left;
  if (!wasThrottled) left.share = Math.min(1, budget.share + SHARE_GAIN);
  const told = wasThrottled
    ? Math.min(status.currentlyAvailable, call.cost - LEAST_PAUSE_SECONDS * status.restoreRate)
    : status.currentlyAvailable;
  const isNewest = call.number > budget.newest;
  return {
    ...left,
    ...status,
    currentlyAvailable: isNewest ? told : Math.min(told, available(budget, now) + budget.inFlight),
    newest: Math.max(call.number, budget.newest),
    at: now,
  };
}
