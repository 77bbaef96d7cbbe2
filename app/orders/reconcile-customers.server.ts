import type { Reconciliation } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { readBulkOperation } from "../shopify/read-bulk-operation.server.ts";
import { hasAllOrders } from "../shops/has-all-orders.ts";
import type { Shop } from "../shops/shop.ts";
import { compareCustomers } from "./compare-customers.server.ts";
import { CUSTOMERS_IN_BULK } from "./customers-in-bulk.graphql.ts";
import { withDownloadedLines } from "./download-lines.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { ReadFailure } from "./read-problem.ts";
import type { ReconcileStep } from "./reconcile-step.ts";
import { startBulkQuery } from "./start-bulk-query.server.ts";

type Parts = Pick<Deps, "db" | "shopify">;

const BUSY_SECONDS = 10;
const POLL_SECONDS = 5;
const MOST_RESTARTS = 3;

/** Has Shopify write down all customers' sums, looks whether it has, and compares them. */
export async function reconcileCustomers(deps: Parts, shop: Shop, running: Reconciliation, { onChanged }: AfterChange): Promise<ReconcileStep> {
  if (running.bulkOperationId === null) return askForCustomers(deps, running);
  const operation = await readBulkOperation(deps.shopify, shop.id, running.bulkOperationId);
  switch (operation.is) {
    case "under-way":
      return { change: {}, delaySeconds: POLL_SECONDS };
    case "completed": {
      const { file, objectCount } = operation;
      if (file === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} customers and gives no file (${running.bulkOperationId})`);
      const compare = (lines: AsyncIterable<string[]>) => compareCustomers(deps, shop, { seesAllOrders: hasAllOrders(shop), askedAt: running.startedAt }, lines);
      const comparison = file === null ? await compare(noLines()) : await withDownloadedLines(file, compare);
      if (comparison === null) return { change: {} };
      const { totals, toCheck, wished } = comparison;
      await withShop(deps.db, shop.id, (tx) => onChanged(tx, shop.id, wished));
      return { change: { status: "checking", totals, toCheck } };
    }
    case "broken-off":
    case "gone":
      if (running.restarts === MOST_RESTARTS) throw new ReadFailure({ code: "gone", said: null, tries: MOST_RESTARTS + 1 });
      return { change: { bulkOperationId: null, restarts: running.restarts + 1 }, delaySeconds: BUSY_SECONDS };
  }
}

async function askForCustomers(deps: Parts, { shopId, startedAt }: Reconciliation): Promise<ReconcileStep> {
  const findTaken = async (ids: string[]) => {
    const others = await withShop(deps.db, shopId, (tx) => tx.reconciliation.findMany({ where: { shopId, bulkOperationId: { in: ids } } }));
    return others.map(({ bulkOperationId }) => bulkOperationId);
  };
  const outcome = await startBulkQuery(deps, { shopId, query: CUSTOMERS_IN_BULK, startedAt, findTaken });
  if (outcome.kind === "refused") throw new ReadFailure({ code: "not-started", said: outcome.reason });
  if (outcome.kind === "busy") return { change: {}, delaySeconds: BUSY_SECONDS };
  return { change: { bulkOperationId: outcome.bulkOperationId }, delaySeconds: 1 };
}

async function* noLines(): AsyncGenerator<string[]> {}
