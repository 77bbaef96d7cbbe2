import { beforeAll } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { ComparedTotals } from "#app/orders/comparison.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { reconcileShop } from "#app/orders/reconcile-shop.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, type TestSandbox } from "../support/sandbox.ts";
import type { TestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";

type ShopToReconcile = {
  deps: Deps;
  shopId: bigint;
  /** Customers whose orders a step has changed, one list a change. */
  changed: bigint[][];
  importAll: () => Promise<void>;
  request: (compares: boolean) => Promise<void>;
  /** One step of what was requested, as if the worker ran its job. */
  step: () => Promise<void>;
  /** Asks for a reconciliation and takes all its steps; no event has told of anything since the last one. */
  reconcile: (compares?: boolean) => Promise<Reconciled>;
};

type Reconciled = Awaited<ReturnType<typeof latestOf>> & { totals: ComparedTotals | null };

/** The sandbox's shop with the app installed, whose ledger hears of the shop only by import and reconciliation. */
export function useReconciledShop(test: TestDatabase, shopify: TestSandbox, fill: (test: TestSandbox) => Promise<void> | void): ShopToReconcile {
  const it = {} as ShopToReconcile;
  beforeAll(async () => {
    const shopId = await installApp(test, shopify);
    const deps = buildTestDeps(test.db, shopify);
    await readShopDetails(deps, shopId);
    const changed: bigint[][] = [];
    const onChanged = async (_tx: unknown, _shop: bigint, customerIds: bigint[]) => void changed.push(customerIds);
    const payload = { shopId: String(shopId) };
    const step = () => reconcileShop(deps, payload, { onChanged });
    const request = (compares: boolean) => requestReconciliation(deps, shopId, { compares });
    const importAll = async () => {
      await requestImport(deps, shopId);
      await eventually(async () => {
        await importOrders(deps, payload, { onDone: async () => {} });
        const latest = await withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
        if (latest.status === "failed") throw new Error(`failed: ${JSON.stringify(latest.problem)}`);
        return latest.status === "done";
      });
    };
    const reconcile = async (compares = true) => {
      await request(compares);
      const done = await eventually(async () => {
        await step();
        const latest = await latestOf(test, shopId);
        if (latest.status === "failed") throw new Error(`failed: ${JSON.stringify(latest.problem)}`);
        return latest.finishedAt && latest;
      });
      return { ...done, totals: done.totals === null ? null : ComparedTotals.parse(done.totals) };
    };
    Object.assign(it, { deps, shopId, changed, importAll, request, step, reconcile });
    await fill(shopify);
    await importAll();
  });
  return it;
}

export function latestOf({ db }: TestDatabase, shopId: bigint) {
  return withShop(db, shopId, (tx) => tx.reconciliation.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
}
