import { shopifyCalls, shopifyWaits } from "../ops/metrics.server.ts";
import type { Operation } from "./operation.ts";
import { createPointLines, type SeenLimits, type Urgency } from "./point-lines.server.ts";
import { type Attempt, sendOnce, type ShopAccess } from "./send-once.server.ts";
import { ShopifyError } from "./shopify-error.ts";
import { createSlowShops } from "./slow-shops.ts";

export type ShopifyAdmin = {
  /**
   * Runs one operation with the shop's offline token: waits for its cost budget, waits when throttled, refreshes the
   * token once when it is refused, and repeats after server errors and broken connections what may run twice.
   *
   * @throws ShopifyError (its `kind` says what to do).
   */
  run: <Data, Variables>(
    shopId: bigint,
    operation: Operation<Data, Variables>,
    variables: Variables,
    urgency?: Urgency,
  ) => Promise<Data>;
};

/** The same, of one process, which learns from the answers how fast each shop's points come back. */
export type PacedShopify = ShopifyAdmin & {
  /** As long as Shopify has not answered, the smallest plan's. */
  pointsASecond: (shopId: bigint) => number;
};

/** The same, which also learns how soon Shopify answers. */
export type WatchedShopify = PacedShopify & {
  /** Those that Shopify answers late or not at all: whatever is done for them waits. */
  slowShops: () => bigint[];
  /** What it knows of each shop's limits, and for how long Shopify answers it late or not at all; null where it does not. */
  limits: () => (SeenLimits & { slowSeconds: number | null })[];
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

const MAX_FAILURES = 8;
/** To be told to wait is no failure: others use the same points, and each wait is as long as Shopify says. */
const MAX_WAITS = 30;
const LONGEST_PAUSE_SECONDS = 30;

export function createShopifyAdmin(accessOf: AccessOf, { fetch, sleep, random, now }: Outside): WatchedShopify {
  const points = createPointLines({ sleep, random, now });
  const slow = createSlowShops(now);

  /** Exponential, and half as long to half as long again. */
  async function backOff(tries: number, why: { reason: "throttled" | "failure"; urgency: Urgency }, atLeast: number): Promise<void> {
    const seconds = Math.max(Math.min(LONGEST_PAUSE_SECONDS, 0.25 * 2 ** tries) * (0.5 + random()), atLeast);
    shopifyWaits.inc(why, seconds);
    await sleep(seconds);
  }

  async function run<Data, Variables>(
    shopId: bigint,
    { document, repeatable }: Operation<Data, Variables>,
    variables: Variables,
    urgency: Urgency = "live",
  ): Promise<Data> {
    let access = await accessOf(shopId);
    let renewed = false;
    let last: Attempt | null = null;
    let failures = 0;
    let waits = 0;
    while (failures < MAX_FAILURES && waits < MAX_WAITS) {
      const asked = { shopId, document, urgency, reason: last?.outcome === "throttled" ? "throttled" : "budget" } as const;
      const call = await points.take(asked);
      const ended = slow.asked(shopId);
      const attempt = await sendOnce<Data>(fetch, access, { query: document, variables });
      ended(attempt.outcome !== "failed");
      points.settle(asked, call, attempt);
      shopifyCalls.inc({ outcome: attempt.outcome });
      if (attempt.outcome === "data") return attempt.data as Data;
      if (attempt.outcome === "refused") throw new ShopifyError("refused", attempt.reason, { cause: attempt.cause, code: attempt.code });
      if (attempt.outcome === "unauthorized") {
        if (renewed) throw new ShopifyError("unauthorized", attempt.reason);
        access = await accessOf(shopId, access.accessToken);
        renewed = true;
        continue;
      }
      last = attempt;
      if (attempt.outcome === "throttled") {
        waits += 1;
        const saysHowLong = attempt.cost !== null || attempt.retryAfterSeconds !== null;
        if (!saysHowLong && waits < MAX_WAITS) await backOff(waits, { reason: "throttled", urgency }, 0);
        continue;
      }
      failures += 1;
      // Whether it ran is not known: the caller looks before it asks again.
      if (!repeatable) break;
      if (failures < MAX_FAILURES) await backOff(failures, { reason: "failure", urgency }, attempt.retryAfterSeconds ?? 0);
    }
    const kind = last?.outcome === "throttled" ? "throttled" : "unavailable";
    throw new ShopifyError(kind, `${last?.reason} (tries: ${failures + waits})`, { cause: last?.cause });
  }

  return {
    run,
    pointsASecond: points.restoreRateOf,
    slowShops: slow.list,
    limits: () => points.look().map((seen) => ({ ...seen, slowSeconds: slow.secondsOf(seen.shopId) })),
  };
}
