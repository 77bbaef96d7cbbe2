import type { ShopTransaction } from "../db/with-shop.server.ts";
import { MILLISECONDS_PER_DAY } from "../time/milliseconds-per-day.ts";
import { findActiveImport, findUnreadSince } from "./imports.repo.server.ts";
import { requestImportWithin } from "./request-import.server.ts";

/** Between two tries; a night comes once in one of them. */
const LONGEST_DAYS = 7;

/**
 * Has all orders read once more where the shop counts in another currency and no import since then was done: it failed, or
 * somebody stopped it, and until one is done nobody is scored. The first night asks again, later ones after twice as many days
 * each time, a week at most.
 */
export async function retryCurrencyImport(tx: ShopTransaction, shopId: bigint, now: Date): Promise<void> {
  const since = await findUnreadSince(tx, shopId);
  if (since === null || (await findActiveImport(tx, shopId))) return;
  const imports = await tx.import.findMany({ where: { shopId, startedAt: { gte: since } }, orderBy: { id: "desc" }, select: { restarts: true, finishedAt: true } });
  // One of which Shopify broke off what it collected goes on as the next one.
  const tries = imports.filter(({ restarts }) => restarts === 0).length;
  const daysToNext = Math.min(LONGEST_DAYS, 2 ** Math.max(0, tries - 1));
  const last = imports[0]?.finishedAt ?? null;
  // It ended at any hour, and nights are no day apart to the minute.
  if (last === null || now.getTime() - last.getTime() > (daysToNext - 1) * MILLISECONDS_PER_DAY) await requestImportWithin(tx, shopId, now);
}
