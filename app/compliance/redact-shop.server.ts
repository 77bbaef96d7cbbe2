import type { Deps } from "../deps.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";

/** Shopify asks this long after the merchant removed the app. */
const WAIT_MS = 48 * 60 * 60 * 1000;

/**
 * Erases a shop: every tenant table follows its row, and what waits for it in the queue or was given up goes, too. One that
 * is being worked ends by itself, and needs its row only where it holds a line of jobs. A shop that came back in the meantime is left alone, since the request was about
 * the installation before. One whose removal was never told is told from it by being there longer.
 */
export async function redactShop(
  { db }: Pick<Deps, "db">,
  { shopId, requestedAt }: { shopId: string; requestedAt: string },
): Promise<void> {
  const removedAt = new Date(Date.parse(requestedAt) - WAIT_MS);
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.shop.deleteMany({
      where: { id: BigInt(shopId), OR: [{ uninstalledAt: { not: null } }, { installedAt: { lt: removedAt } }] },
    });
    if (count === 0) return;
    await tx.$executeRaw`
      DELETE FROM graphile_worker._private_jobs
      WHERE flags ? ${shopFlag(shopId)} AND (job_queue_id IS NULL OR locked_at IS NULL)`;
  });
}
