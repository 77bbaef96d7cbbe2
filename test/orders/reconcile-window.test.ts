import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { sumOf } from "#app/orders/explain-spent.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
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

it("without the scope for all orders takes none away that Shopify does not show, and says what it cannot see", async () => {
  const [installation] = shopify.sandbox.store.installations.values();
  runCommand(shopify.sandbox, "updateScopes", { scopes: installation!.scopes.filter((scope) => scope !== "read_all_orders") });
  await readShopDetails(shop.deps, shop.shopId);
  expect(await shop.reconcile()).toMatchObject({ ordersHealed: 0, unexplainedMinor: 0n, importRequested: false });
  expect(await readOrders(test.db, shop.shopId)).toHaveLength(2);

  await withShop(test.db, shop.shopId, (tx) => tx.order.deleteMany({ where: { shopId: shop.shopId, id: 1n } }));
  const { totals } = await shop.reconcile();
  expect(totals).toMatchObject({ shopifyMinor: 2_000, ledgerMinor: 1_000, differences: { "outside-window": 1_000 }, unexplainedMinor: 0, unexplainedCustomers: 0 });
  expect(totals!.shopifyMinor - totals!.ledgerMinor).toBe(sumOf(totals!.differences));
});
