import { setTimeout as sleep } from "node:timers/promises";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { WatchedShopify } from "../shopify/admin.server.ts";
import { isHindered, isLimitNews, type Limits, type NotedLimits } from "./is-limit-news.ts";

type Parts = Pick<Deps, "db" | "clock"> & { shopify: Pick<WatchedShopify, "limits"> };

/** A page that shows it is read as often. */
const BETWEEN_LOOKS_MS = 2000;

/**
 * Notes, look by look, what this process knows of Shopify's limits, where the other processes see it.
 *
 * @param process a name that no other process has
 */
export function createLimitNotes({ db, clock, shopify }: Parts, process: string): () => Promise<void> {
  const noted = new Map<bigint, NotedLimits>();
  return async () => {
    for (const limits of shopify.limits()) {
      const { shopId, toldSecondsAgo } = limits;
      const now = clock();
      const at = now.getTime() / 1000;
      if (!isLimitNews(limits, noted.get(shopId), at)) continue;
      const row = rowOf(limits, now);
      await withShop(db, shopId, async (tx) => {
        // Whoever holds the shop's row may be waiting for the connection that this would wait with.
        await tx.$executeRaw`SET LOCAL lock_timeout = '500ms'`;
        await tx.shopifyLimits.upsert({ where: { shopId_process: { shopId, process } }, create: { shopId, process, ...row }, update: row });
      });
      noted.set(shopId, { at, toldAt: toldSecondsAgo === null ? null : at - toldSecondsAgo, isHindered: isHindered(limits) });
    }
  };
}

function rowOf({ bucket, toldSecondsAgo, pointsACall, waiting, closedSeconds, slowSeconds }: Limits, now: Date) {
  const before = (seconds: number | null) => (seconds === null ? null : new Date(now.getTime() - seconds * 1000));
  return {
    notedAt: now,
    toldAt: before(toldSecondsAgo),
    available: Math.floor(bucket.currentlyAvailable),
    maximum: Math.round(bucket.maximumAvailable),
    restoreRate: bucket.restoreRate,
    pointsACall,
    waitingCalls: waiting.calls,
    waitingPoints: Math.ceil(waiting.points),
    waitingSince: waiting.calls === 0 ? null : before(waiting.seconds),
    closedUntil: closedSeconds > 0 ? before(-closedSeconds) : null,
    slowSince: before(slowSeconds),
  };
}

/** For as long as the process lives, which this does not keep alive. */
export async function keepNotingLimits({ log, ...parts }: Parts & Pick<Deps, "log">, process: string): Promise<never> {
  const note = createLimitNotes(parts, process);
  for (;;) {
    await sleep(BETWEEN_LOOKS_MS, undefined, { ref: false });
    await note().catch((err: unknown) => log.warn({ err }, "Shopify's limits were not noted"));
  }
}
