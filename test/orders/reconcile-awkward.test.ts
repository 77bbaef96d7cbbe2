import { describe, expect, it } from "vitest";
import { sumOf } from "#app/orders/explain-spent.ts";
import { readCustomerDifference } from "#app/orders/read-customer-difference.server.ts";
import { sumCustomer } from "#sandbox/orders/sum-customer.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { fillAwkwardShop } from "./awkward-orders.ts";
import { useReconciledShop } from "./reconciled-shop.ts";

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
    expect(Object.keys(totals!.differences).toSorted()).toEqual(["cancelled", "extras", "gift-cards", "not-positive", "shipping", "tax", "unpaid"]);
    for (const customerId of [1, 4, 5]) {
      const live = await readCustomerDifference(shop.deps, shop.shopId, BigInt(customerId));
      const judged = live.status === "read" ? live.data! : null;
      expect(judged).toMatchObject({ agrees: true, unexplainedMinor: 0 });
      expect(judged!.shopifyMinor).toBe(sumCustomer(shopify.sandbox.store.ordersOf(customerId)).amountSpentMinor);
      expect(judged!.shopifyMinor - judged!.ledgerMinor).toBe(sumOf(judged!.differences));
    }
    expect(await readCustomerDifference(shop.deps, shop.shopId, 2n)).toEqual({ status: "read", data: null });
  });
});
