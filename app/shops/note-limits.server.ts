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
 * @param name of this process, and of no other
 * @throws AggregateError once all shops have been seen to
 */
export function createLimitNotes({ db, clock, shopify }: Parts, name: string): () => Promise<void> {
  const noted = new Map<bigint, NotedLimits>();
  return async () => {
    const errors: unknown[] = [];
    for (const limits of shopify.limits()) {
      const at = clock();
      if (!isLimitNews(limits, noted.get(limits.shopId), at)) continue;
      try {
        await noteLimits(db, name, limits, at);
        noted.set(limits.shopId, { at, toldAt: limits.told?.at ?? null, isHindered: isHindered(limits) });
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `Not noted: the limits of ${errors.length} shop(s)`);
  };
}

/** Of a shop that was erased since it was called last there is nothing to note. */
async function noteLimits(db: Parts["db"], name: string, limits: Limits, now: Date): Promise<void> {
  const { shopId } = limits;
  const row = rowOf(limits, now);
  await withShop(db, shopId, async (tx) => {
    // Whoever holds the shop's row may be waiting for the connection that this would wait with.
    await tx.$executeRaw`SET LOCAL lock_timeout = '500ms'`;
    if ((await tx.shop.count({ where: { id: shopId } })) === 0) return;
    await tx.shopifyLimits.upsert({ where: { shopId_process: { shopId, process: name } }, create: { shopId, process: name, ...row }, update: row });
  });
}

function rowOf({ bucket, told, pointsACall, waiting, closedSeconds, slowSeconds }: Limits, now: Date) {
  const before = (seconds: number | null) => (seconds === null ? null : new Date(now.getTime() - seconds * 1000));
  return {
    notedAt: now,
    toldAt: before(told?.secondsAgo ?? null),
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
export async function keepNotingLimits({ log, ...parts }: Parts & Pick<Deps, "log">, name: string): Promise<never> {
  const note = createLimitNotes(parts, name);
  for (;;) {
    await sleep(BETWEEN_LOOKS_MS, undefined, { ref: false });
    await note().catch((err: unknown) => log.warn({ err }, "Shopify's limits were not noted"));
  }
}
