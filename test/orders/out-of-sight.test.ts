import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { aCustomer, anOrder } from "../sandbox/box.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { useReconciledShop } from "./reconciled-shop.ts";
import { readOrders } from "./shop-with-orders.ts";

const DAY_MS = 86_400_000;
const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 20_000, restoreRate: 1_000 } });
const daysAgo = (days: number) => `${new Date(shopify.sandbox.clock.now() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
const shop = useReconciledShop(test, shopify, ({ sandbox }) => {
  const orders = [anOrder(1, { customerId: 1, createdAt: daysAgo(200) }), anOrder(2, { customerId: 1, createdAt: daysAgo(10) })];
  return sandbox.store.load({ customers: [aCustomer(1)], products: [], orders });
});
const ingest = (orderId: number) => ingestOrder(shop.deps, { shopId: String(shop.shopId), orderId: String(orderId) }, { onChanged: async () => {} });
/** How many orders could not be read, and how many are gone. */
const notes = () =>
  withShop(test.db, shop.shopId, async (tx) => {
    const where = { shopId: shop.shopId };
    return [await tx.unreadOrder.count({ where }), await tx.goneOrder.count({ where })];
  });

it("an order that changes out of sight stays as it was last read, and is named until it is seen", async () => {
  const [installation] = shopify.sandbox.store.installations.values();
  const scopes = installation!.scopes;
  runCommand(shopify.sandbox, "updateScopes", { scopes: scopes.filter((scope) => scope !== "read_all_orders") });
  runCommand(shopify.sandbox, "refundOrder", { orderId: 1, refund: { kind: "whole" } });
  const before = await readOrders(test.db, shop.shopId);
  // What the app may do now is not stored yet.
  await ingest(1);
  expect(await readOrders(test.db, shop.shopId)).toEqual(before);
  expect(await notes()).toEqual([1, 0]);

  await shop.importAll();
  expect(await notes()).toEqual([1, 0]);
  const { totals } = await shop.reconcile();
  expect(totals).toMatchObject({ shopifyMinor: 1_000, ledgerMinor: 2_000, differences: { "not-read": -1_000 }, unexplainedMinor: 0, unprovableCustomers: 1 });

  runCommand(shopify.sandbox, "updateScopes", { scopes });
  await shop.importAll();
  expect((await readOrders(test.db, shop.shopId)).map(([, , netMinor]) => netMinor)).toEqual([0, 1_000]);
  expect(await notes()).toEqual([0, 0]);
});

it("an order in sight is gone when Shopify does not show it, and so is one that the ledger does not know", async () => {
  runCommand(shopify.sandbox, "deleteOrder", { orderId: 2 });
  await ingest(2);
  await ingest(99);
  expect((await readOrders(test.db, shop.shopId)).map(([id]) => id)).toEqual([1]);
  expect(await notes()).toEqual([0, 2]);
});
