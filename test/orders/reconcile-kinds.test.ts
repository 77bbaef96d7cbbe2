import { describe, expect, it, vi } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { DIFFERENCES, type Difference } from "#app/orders/explain-spent.ts";
import { readCustomerDifference } from "#app/orders/read-customer-difference.server.ts";
import type * as SumCustomer from "#sandbox/orders/sum-customer.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { aCustomer, aLine, anOrder } from "../sandbox/box.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { useReconciledShop } from "./reconciled-shop.ts";

const { shopify: sums } = vi.hoisted(() => ({ shopify: { countsTests: false } }));

vi.mock("#sandbox/orders/sum-customer.ts", async (original) => {
  const { sumCustomer } = await original<typeof SumCustomer>();
  return { sumCustomer: (orders: readonly OrderRecord[]) => sumCustomer(sums.countsTests ? orders.map((order) => ({ ...order, test: false })) : orders) };
});

const test = useTestDatabase();
const LINE = { lineItemId: 1, quantity: 1 };
const refund = (amountMinor: number) => [{ id: 900, createdAt: "2026-02-01T00:00:00Z", lines: [LINE], shippingMinor: 0, amountMinor }];
/** Gone are those that Shopify shows and that the ledger lacks; converted those that it has in another currency. */
type Case = { kind: Difference; spentMinor: number; countedMinor: number; order: Partial<OrderRecord>; ledger?: "gone" | "converted" };

/** Of each kind a customer with one order, and nothing else to tell Shopify's sum from the ledger's. */
const CASES: Case[] = [
  { kind: "tax", spentMinor: 1000, countedMinor: 841, order: { lines: [aLine(1, { taxMinor: 159 })] } },
  { kind: "tax", spentMinor: 1190, countedMinor: 1000, order: { lines: [aLine(1, { taxMinor: 190 })], taxesIncluded: false, receivedMinor: 1190 } },
  { kind: "shipping", spentMinor: 1599, countedMinor: 1000, order: { shippingMinor: 599, receivedMinor: 1599 } },
  { kind: "extras", spentMinor: 1007, countedMinor: 1000, order: { tipMinor: 7, receivedMinor: 1007 } },
  { kind: "gift-cards", spentMinor: 3000, countedMinor: 1000, order: { lines: [aLine(1), aLine(2, { unitPriceMinor: 2000, isGiftCard: true })] } },
  { kind: "gift-cards", spentMinor: 1000, countedMinor: 0, order: { lines: [aLine(1, { isGiftCard: true })] } },
  { kind: "unpaid", spentMinor: 1, countedMinor: 1000, order: { payment: "PARTIALLY_PAID", receivedMinor: 1 } },
  { kind: "unpaid", spentMinor: 400, countedMinor: 0, order: { payment: "PENDING", receivedMinor: 400 } },
  { kind: "refunds", spentMinor: 2000, countedMinor: 1000, order: { lines: [aLine(1, { quantity: 2, removedQuantity: 1 })], receivedMinor: 2000 } },
  { kind: "test", spentMinor: 1000, countedMinor: 0, order: { test: true } },
  { kind: "cancelled", spentMinor: 1000, countedMinor: 0, order: { cancelledAt: "2026-02-01T00:00:00Z" } },
  { kind: "voided", spentMinor: 10, countedMinor: 0, order: { payment: "VOIDED", receivedMinor: 10 } },
  { kind: "expired", spentMinor: 10, countedMinor: 0, order: { payment: "EXPIRED", receivedMinor: 10 } },
  { kind: "not-positive", spentMinor: -234, countedMinor: 0, order: { refunds: refund(1234) } },
  { kind: "other-currency", spentMinor: 1000, countedMinor: 0, order: {}, ledger: "converted" },
  { kind: "not-read", spentMinor: 1000, countedMinor: 0, order: {}, ledger: "gone" },
];

describe.each(["EUR", "JPY", "KWD"])("in %s", (currency) => {
  const shopify = useSandbox({ shop: { handle: `kinds-${currency.toLowerCase()}`, name: "Kinds", currency, ianaTimezone: "UTC" } });
  const shop = useReconciledShop(test, shopify, ({ sandbox }) =>
    sandbox.store.load({
      customers: CASES.map((_, index) => aCustomer(index + 1)),
      products: [],
      orders: CASES.map(({ order }, index) => anOrder(index + 1, { customerId: index + 1, lines: [aLine(1)], ...order })),
    }),
  );

  it.each(CASES.map((given, index) => ({ ...given, id: BigInt(index + 1) })))("$kind alone has $spentMinor here and $countedMinor there", async ({ id, kind, spentMinor, countedMinor, ledger }) => {
    sums.countsTests = kind === "test";
    await withShop(test.db, shop.shopId, async (tx) => {
      const where = { shopId_id: { shopId: shop.shopId, id } };
      if (ledger === "gone") await tx.order.delete({ where });
      if (ledger === "converted") await tx.order.update({ where, data: { currency: "SEK", exclusion: "other-currency" } });
    });
    const isCertain = ledger === undefined;
    expect(await readCustomerDifference(shop.deps, shop.shopId, id)).toEqual({
      status: "read",
      data: { shopifyMinor: spentMinor, ledgerMinor: countedMinor, differences: { [kind]: spentMinor - countedMinor }, unexplainedMinor: 0, agrees: true, provable: isCertain },
    });
  });

  it("tests are no difference where Shopify leaves them out", async () => {
    sums.countsTests = false;
    const id = BigInt(CASES.findIndex(({ kind }) => kind === "test") + 1);
    expect(await readCustomerDifference(shop.deps, shop.shopId, id)).toMatchObject({ data: { shopifyMinor: 0, differences: {}, agrees: true } });
  });
});

it("that is every kind, but what Shopify does not show (reconcile-window.test.ts)", () => {
  expect(new Set(CASES.map(({ kind }) => kind))).toEqual(new Set(DIFFERENCES.filter((kind) => kind !== "outside-window")));
});
