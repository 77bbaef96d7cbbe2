import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeTerms } from "#app/orders/change-terms.server.ts";
import { sumOf } from "#app/orders/explain-spent.ts";
import { readCustomerDifference } from "#app/orders/read-customer-difference.server.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { sumCustomer } from "#sandbox/orders/sum-customer.ts";
import { eventually } from "../support/eventually.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { fillAwkwardShop } from "./awkward-orders.ts";
import { latestOf, useReconciledShop } from "./reconciled-shop.ts";

const test = useTestDatabase();

describe.each(["EUR", "JPY", "KWD"])("a shop of awkward orders in %s", (currency) => {
  const shopify = useSandbox({
    shop: { handle: `awkward-${currency.toLowerCase()}`, name: "Awkward", currency, ianaTimezone: "Europe/Berlin" },
    plan: { bucket: 20_000, restoreRate: 1_000 },
  });
  const shop = useReconciledShop(test, shopify, ({ sandbox }) => fillAwkwardShop(sandbox));

  it("has nothing unexplained, in all and customer by customer", async () => {
    const { totals, unexplainedMinor, ordersHealed } = await shop.reconcile();
    expect({ unexplainedMinor, ordersHealed }).toEqual({ unexplainedMinor: 0n, ordersHealed: 0 });
    expect(totals).toMatchObject({ customers: 3, unexplainedCustomers: 0 });
    expect(Object.keys(totals!.differences).toSorted()).toEqual(["cancelled", "extras", "gift-cards", "not-positive", "refunds", "shipping", "tax", "unpaid"]);
    for (const customerId of [1, 4, 5]) {
      const live = await readCustomerDifference(shop.deps, shop.shopId, BigInt(customerId));
      const judged = live.status === "read" ? live.data! : null;
      expect(judged).toMatchObject({ agrees: true, unexplainedMinor: 0 });
      expect(judged!.shopifyMinor).toBe(sumCustomer(shopify.sandbox.store.ordersOf(customerId)).amountSpentMinor);
      expect(judged!.shopifyMinor - judged!.ledgerMinor).toBe(sumOf(judged!.differences));
    }
    expect(await readCustomerDifference(shop.deps, shop.shopId, 2n)).toEqual({ status: "read", data: null });
  });

  it("takes of gift cards that share a discount what was paid for them, to the last minor unit", async () => {
    const orders = await withShop(test.db, shop.shopId, (tx) => tx.order.findMany({ where: { shopId: shop.shopId, id: { in: [109n, 110n] } }, orderBy: { id: "asc" } }));
    expect(orders.map(({ giftCardMinor, netMinor }) => [giftCardMinor, netMinor])).toEqual([[14_000n, 0n], [9_333n, 0n]]);
  });

  it.each<[string, ValueRule, string[]]>([
    ["tax", { tax: true, shipping: false }, ["tax", "shipping"]],
    ["shipping", { tax: false, shipping: true }, ["tax"]],
    ["both", { tax: true, shipping: true }, []],
    ["neither", GOODS_ALONE, ["tax", "shipping"]],
  ])("has nothing unexplained where %s counts, also where that changes in the midst of it", async (_, rule, left) => {
    await shop.request(true);
    while ((await latestOf(test, shop.shopId)).status !== "checking") await eventually(() => shop.step().then(() => true));
    await changeTerms({ db: test.db, clock: () => new Date() }, await requireShop(test.db, shop.shopId), { shopCurrency: currency, rule });
    const { totals, unexplainedMinor } = await shop.reconcile();
    expect(unexplainedMinor).toBe(0n);
    expect(totals).toMatchObject({ rule, customers: 3, unexplainedCustomers: 0 });
    expect(Object.keys(totals!.differences).filter((kind) => kind === "tax" || kind === "shipping").toSorted().toReversed()).toEqual(left);
    expect(totals!.shopifyMinor - totals!.ledgerMinor).toBe(sumOf(totals!.differences));
  });
});
