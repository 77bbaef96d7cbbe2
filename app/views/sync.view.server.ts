import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import type { ImportStatus } from "#app/orders/import-status.ts";
import { ReadProblem } from "#app/orders/read-problem.ts";
import type { ReconciliationStatus } from "#app/orders/reconciliation-status.ts";
import { readWaitingOrders } from "./waiting-orders.view.server.ts";

const SHOWN = 5;
const DAY_MS = 24 * 3_600_000;

/** How the shop's orders come in: by imports, by what Shopify tells, and by looking after it. */
export async function readSync(tx: ShopTransaction, shopId: bigint, now: Date) {
  const newest = { where: { shopId }, orderBy: { id: "desc" }, take: SHOWN } as const;
  const imports = await tx.import.findMany(newest);
  const reconciliations = await tx.reconciliation.findMany({ ...newest, omit: { totals: true, toCheck: true } });
  return {
    imports: imports.map((it) => ({
      startedAt: it.startedAt.toISOString(),
      finishedAt: it.finishedAt?.toISOString() ?? null,
      status: it.status as ImportStatus,
      orders: Number(it.ordersRead),
      refused: Number(it.linesRefused),
      problem: it.problem === null ? null : ReadProblem.parse(it.problem),
      askedBy: it.askedBy,
      stoppedBy: it.stoppedBy,
    })),
    reconciliations: reconciliations.map((it) => ({
      startedAt: it.startedAt.toISOString(),
      status: it.status as ReconciliationStatus,
      compares: it.compares,
      seen: it.ordersSeen,
      healed: it.ordersHealed,
      problem: it.problem === null ? null : ReadProblem.parse(it.problem),
    })),
    webhooks: await readWebhooks(tx, shopId, new Date(now.getTime() - DAY_MS)),
    waiting: await readWaitingOrders(tx, shopId),
  };
}

async function readWebhooks(tx: ShopTransaction, shopId: bigint, since: Date) {
  const topics = await tx.webhookDelivery.groupBy({
    by: ["topic"],
    where: { shopId, receivedAt: { gte: since } },
    _count: { webhookId: true },
    _max: { receivedAt: true },
    orderBy: { topic: "asc" },
  });
  return topics.map(({ topic, _count, _max }) => ({ topic, received: _count.webhookId, lastAt: _max.receivedAt!.toISOString() }));
}
