import { beforeAll, describe, expect, it } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 20_000, restoreRate: 1_000 } });
let deps: Deps;
let shopId: bigint;

const followUp = { onChanged: async () => {}, onDone: async () => {} };
const ledger = () => readOrders(test.db, shopId);

beforeAll(async () => {
  shopId = await installApp(test, shopify);
  deps = buildTestDeps(test.db, shopify);
  await readShopDetails(deps, shopId);
  const { customers, products, orders } = generateShop({ customers: 150, seed: 11, now: shopify.clock().toISOString() });
  await shopify.sandbox.store.load({ customers, products, orders: orders.map(taxShipping) });
});

/** At 19 % in the price; of every third order half of the shipping went back. */
function taxShipping(order: OrderRecord, index: number): OrderRecord {
  const shippingTaxMinor = order.taxesIncluded ? Math.round((order.shippingMinor * 19) / 119) : 0;
  const half = Math.floor(order.shippingMinor / 2);
  const refund = { id: 20_000_000_001 + index, createdAt: order.updatedAt, lines: [], shippingMinor: half, amountMinor: half };
  const refunded = index % 3 === 0 && half > 0 && order.receivedMinor > 0 && order.refunds.length === 0;
  return { ...order, shippingTaxMinor, refunds: refunded ? [refund] : order.refunds };
}

async function importAll(): Promise<void> {
  await requestImport(deps, shopId);
  await eventually(async () => {
    await importOrders(deps, { shopId: String(shopId) }, followUp);
    const latest = await withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
    if (latest.status === "failed") throw new Error(`failed: ${JSON.stringify(latest.problem)}`);
    return latest.status === "done";
  });
}

/** The ledger by the sandbox's own records, in other words than the app's. */
function fromRecords() {
  const orders = [...shopify.sandbox.store.orders.values()].sort((a, b) => a.id - b.id);
  return orders.map((order) => {
    const { current, refundDiscrepancyMinor, refundedUnits } = sumOrder(order);
    const giftCards = order.lines.filter((line) => line.isGiftCard).reduce((sum, line) => {
      const units = line.quantity - line.removedQuantity - (refundedUnits.get(line.id) ?? 0);
      return sum + Math.round(((line.quantity * line.unitPriceMinor - line.discountMinor) * units) / line.quantity);
    }, 0);
    const net = current.subtotalMinor - (order.taxesIncluded ? current.taxMinor : 0) - giftCards + refundDiscrepancyMinor;
    return [order.id, order.customerId, net, reasonOf(order, net)];
  });
}

function reasonOf(order: OrderRecord, net: number): string | null {
  if (order.test) return "test";
  if (order.cancelledAt) return "cancelled";
  if (order.payment === "VOIDED" && sumOrder(order).refundedMinor === 0) return "voided";
  if (order.payment === "EXPIRED" && sumOrder(order).refundedMinor === 0) return "expired";
  if (order.payment === "PENDING" && sumOrder(order).refundedMinor === 0) return "unpaid";
  return net > 0 ? null : "not-positive";
}

/** What reports are cut by, likewise. */
function traitsOfRecords() {
  const orders = [...shopify.sandbox.store.orders.values()].sort((a, b) => a.id - b.id);
  return orders.map((order) => ({
    id: BigInt(order.id),
    channel: order.sourceName,
    country: order.countryCode,
    visitSource: order.utmSource,
    campaign: order.utmCampaign,
    discount: order.discountCode === null ? "none" : "code",
    productIds: order.lines.map((line) => BigInt(line.productId ?? 0)),
  }));
}

const storedTraits = () =>
  withShop(test.db, shopId, (tx) =>
    tx.order.findMany({
      where: { shopId },
      orderBy: { id: "asc" },
      select: { id: true, channel: true, country: true, visitSource: true, campaign: true, discount: true, productIds: true },
    }));

describe("the ledger of a shop in the sandbox", () => {
  it("after an import is what the sandbox's records say, order by order", async () => {
    await importAll();
    const expected = fromRecords();
    expect(expected.length).toBeGreaterThan(200);
    expect(new Set(expected.map(([, , , reason]) => reason)).size).toBeGreaterThan(2);
    expect(await ledger()).toEqual(expected);
    expect(await storedTraits()).toEqual(traitsOfRecords());
    const titles = await withShop(test.db, shopId, (tx) => tx.product.findMany({ where: { shopId } }));
    expect(titles.length).toBeGreaterThan(20);
    for (const { id, title } of titles) expect(title).toBe(shopify.sandbox.store.products.require(Number(id)).title);
  });

  it("follows what happens in the shop, and a new import on top changes nothing", async () => {
    const { sandbox } = shopify;
    const [buyer, kept, merged] = [...sandbox.store.customers.values()];
    const [product] = [...sandbox.store.products.values()].filter((it) => !it.isGiftCard);
    const [giftCard] = [...sandbox.store.products.values()].filter((it) => it.isGiftCard);
    const lines = [product, giftCard].flatMap((it) => (it ? [{ productId: it.id, quantity: 2 }] : []));
    const run = (name: string, body: unknown) => runCommand(sandbox, name, body) as OrderRecord;
    const ingest = (order: OrderRecord) =>
      ingestOrder(deps, { shopId: String(shopId), orderId: String(order.id) }, followUp);

    const order = run("placeOrder", { buyer: { kind: "customer", customerId: buyer!.id }, lines, payment: "PAID" });
    await ingest(order);
    await ingest(run("placeOrder", { buyer: { kind: "guest" }, lines, payment: "PAID", sourceName: "pos", countryCode: "SE", discountCode: "SPRING", utmSource: "radio" }));
    expect(await storedTraits()).toEqual(traitsOfRecords());
    const unpaid = run("placeOrder", { buyer: { kind: "guest" }, lines, payment: "PENDING" });
    await ingest(unpaid);
    expect(await ledger()).toEqual(fromRecords());

    run("refundOrder", { orderId: order.id, refund: { kind: "lines", lines: [{ lineItemId: order.lines[0]!.id, quantity: 1 }] } });
    run("refundOrder", { orderId: order.id, refund: { kind: "amount", amountMinor: 123 } });
    run("cancelOrder", { orderId: unpaid.id, refund: false });
    await Promise.all([ingest(order), ingest(unpaid), ingest(order)]);
    expect(await ledger()).toEqual(fromRecords());

    run("mergeCustomers", { keptId: kept!.id, mergedId: merged!.id });
    await mergeCustomers(
      deps,
      { shopId: String(shopId), fromCustomerId: String(merged!.id), toCustomerId: String(kept!.id) },
      followUp,
    );
    expect(await ledger()).toEqual(fromRecords());

    await importAll();
    expect(await ledger()).toEqual(fromRecords());

    run("deleteOrder", { orderId: order.id });
    await ingest(order);
    expect(await ledger()).toEqual(fromRecords());

    // Nobody is told of this one: the next import finds that it is gone.
    run("deleteOrder", { orderId: unpaid.id });
    sandbox.clock.advance(10 * 60_000);
    await importAll();
    expect(await ledger()).toEqual(fromRecords());
  });
});
