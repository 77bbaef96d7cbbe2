import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { isReadingPaused } from "#app/shops/reading-pause.repo.server.ts";
import { ComparedTotals } from "#app/orders/comparison.ts";
import { ReadProblem } from "#app/orders/read-problem.ts";
import { findActiveReconciliation, findProvenTime } from "#app/orders/reconciliations.repo.server.ts";

/** How far the ledger is proven against Shopify, and what the newest comparison of all customers found; null before the first. */
export async function viewReconciliation({ db }: Pick<Deps, "db">, shopId: bigint) {
  return withShop(db, shopId, async (tx) => {
    const newest = { orderBy: { id: "desc" } } as const;
    const compared = await tx.reconciliation.findFirst({ ...newest, where: { shopId, unexplainedMinor: { not: null } } });
    const last = await tx.reconciliation.findFirst({ ...newest, where: { shopId, finishedAt: { not: null } } });
    const isPaused = await isReadingPaused(tx, shopId);
    return {
      provenTo: (await findProvenTime(tx, shopId))?.toISOString() ?? null,
      isPaused,
      running: !isPaused && (await findActiveReconciliation(tx, shopId)) !== null,
      problem: last && last.problem !== null ? ReadProblem.parse(last.problem) : null,
      compared: compared && { at: (compared.finishedAt ?? compared.startedAt).toISOString(), ...ComparedTotals.parse(compared.totals) },
    };
  });
}
