import { shopifyCalls, shopifyWaits } from "../ops/metrics.server.ts";
import { available, type Budget, secondsUntil, spend, type ThrottleStatus } from "./budget.ts";
import type { Operation } from "./operation.ts";
import { type Attempt, sendOnce, type ShopAccess } from "./send-once.server.ts";
import { ShopifyError } from "./shopify-error.ts";

export type ShopifyAdmin = {
  /**
   * Runs one operation with the shop's offline token: waits for its cost budget, waits when throttled, refreshes the
   * token once when it is refused, and repeats after server errors and broken connections what may run twice.
   *
   * @throws ShopifyError (its `kind` says what to do).
   */
  run: <Data, Variables>(shopId: bigint, operation: Operation<Data, Variables>, variables: Variables) => Promise<Data>;
};

/** The shop's token; another one than `refused` where Shopify did not take that. */
type AccessOf = (shopId: bigint, refused?: string) => Promise<ShopAccess>;

export type Outside = {
  fetch: typeof globalThis.fetch;
  sleep: (seconds: number) => Promise<void>;
  /** Uniform in [0, 1): spreads the retries of many callers. */
  random: () => number;
  /** Seconds, monotonic. */
  now: () => number;
};

const MAX_ATTEMPTS = 8;
/** To be told to wait is no failure: others use the same points, and each wait is as long as Shopify says. */
const MAX_WAITS = 30;
/** A query whose cost is not yet known waits for this much: no operation of the app asks for more (a test holds it so). */
export const UNKNOWN_COST = 300;
/** Who waits for the same points does not wake at the same instant: up to a quarter longer. */
const SPREAD = 0.25;
const LONGEST_PAUSE_SECONDS = 30;

export function createShopifyAdmin(accessOf: AccessOf, { fetch, sleep, random, now }: Outside): ShopifyAdmin {
  const budgets = new Map<bigint, Budget>();
  const costs = new Map<string, number>();

  async function wait(seconds: number, reason: "budget" | "throttled" | "failure"): Promise<void> {
    shopifyWaits.inc({ reason }, seconds);
    await sleep(seconds);
  }

  /** @returns the points set aside for the call; 0 while nobody has said how many there are */
  async function waitForBudget(shopId: bigint, document: string): Promise<number> {
    const cost = costs.get(document) ?? UNKNOWN_COST;
    for (;;) {
      const budget = budgets.get(shopId);
      if (!budget) return 0;
      const pause = secondsUntil(budget, cost, now());
      if (pause === 0) {
        budgets.set(shopId, spend(budget, cost, now()));
        return cost;
      }
      await wait(spread(pause), "budget");
    }
  }

  function learn(shopId: bigint, document: string, attempt: Attempt, setAside: number): void {
    if (!attempt.cost) return;
    costs.set(document, attempt.cost.requestedQueryCost);
    const status: ThrottleStatus = attempt.cost.throttleStatus;
    const known = budgets.get(shopId);
    // Calls that overlap report in any order: the lower figure is the safe one.
    const currentlyAvailable = known
      ? Math.min(status.currentlyAvailable, Math.max(available(known, now()), 0) + setAside)
      : status.currentlyAvailable;
    budgets.set(shopId, { ...status, currentlyAvailable, at: now() });
  }

  function pauseAfter(attempt: Attempt, failures: number): number {
    if (attempt.retryAfterSeconds !== null) return spread(attempt.retryAfterSeconds);
    return Math.min(LONGEST_PAUSE_SECONDS, 0.25 * 2 ** failures) * (0.5 + random());
  }

  function spread(seconds: number): number {
    return seconds * (1 + SPREAD * random());
  }

  async function run<Data, Variables>(
    shopId: bigint,
    { document, repeatable }: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    let access = await accessOf(shopId);
    let renewed = false;
    let last: Attempt | null = null;
    let failures = 0;
    let waits = 0;
    while (failures < MAX_ATTEMPTS && waits < MAX_WAITS) {
      const setAside = await waitForBudget(shopId, document);
      const attempt = await sendOnce<Data>(fetch, access, { query: document, variables });
      shopifyCalls.inc({ outcome: attempt.outcome });
      learn(shopId, document, attempt, setAside);
      if (attempt.outcome === "data") return attempt.data as Data;
      if (attempt.outcome === "refused") throw new ShopifyError("refused", attempt.reason, { cause: attempt.cause });
      if (attempt.outcome === "unauthorized") {
        if (renewed) throw new ShopifyError("unauthorized", attempt.reason);
        access = await accessOf(shopId, access.accessToken);
        renewed = true;
        continue;
      }
      last = attempt;
      const reason = attempt.outcome === "throttled" ? "throttled" : "failure";
      if (reason === "throttled") waits += 1;
      else failures += 1;
      // Whether it ran is not known: the caller looks before it asks again.
      if (attempt.outcome === "failed" && !repeatable) break;
      if (failures < MAX_ATTEMPTS && waits < MAX_WAITS) await wait(pauseAfter(attempt, failures + waits), reason);
    }
    const kind = last?.outcome === "throttled" ? "throttled" : "unavailable";
    throw new ShopifyError(kind, `${last?.reason} (tries: ${failures + waits})`, { cause: last?.cause });
  }

  return { run };
}
