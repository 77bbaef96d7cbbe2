import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { basketOf, EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { TRAITS_VERSION } from "#app/orders/order-traits.ts";
import { ORDERS_IN_BULK } from "#app/orders/orders-in-bulk.graphql.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { findProductTitles } from "#app/orders/products.repo.server.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { fakeShopify } from "./fake-shopify.ts";
import { loadFile } from "./load-file.ts";
import { childNode, lineNode, orderNode } from "./order-node.ts";
import { createShop, NOW } from "./shop-with-orders.ts";

const READING = { currency: "USD", timeZone: "America/New_York", readAt: NOW, rule: GOODS_ALONE };
const traits = (changes: Parameters<typeof orderNode>[0]) => parseOrder(orderNode(changes), EMPTY_BASKET, READING);

describe("an order's traits", () => {
  it("are read beside its facts", () => {
    const utmParameters = { source: "News Letter", campaign: "Spring" };
    const order = { channel: "pos", country: "DE", visit: { source: "direct", utmParameters }, codes: ["WELCOME10"], discount: "5.0" };
    expect(traits(order)).toMatchObject({ channel: "pos", country: "DE", visitSource: "news letter", campaign: "spring", discount: "code" });
  });

  it("name what Shopify saw where the merchant marked no source", () => {
    expect(traits({ visit: { source: "Google", utmParameters: null } })).toMatchObject({ visitSource: "google", campaign: null });
    expect(traits({ visit: { source: "Google", utmParameters: { source: " ", campaign: "sale" } } })).toMatchObject({ visitSource: "google", campaign: "sale" });
  });

  it.each([
    [{ codes: ["FREESHIP"], discount: "0.0" }, "code"],
    [{ codes: [], discount: "0.01" }, "without-code"],
    [{ codes: [], discount: "0.0" }, "none"],
  ])("tell a discount: %o is %s", (changes, discount) => {
    expect(traits(changes).discount).toBe(discount);
  });

  it("may all be missing: no address, no source, no visit, nor any of the fields", () => {
    const none = { channel: null, country: null, visitSource: null, campaign: null };
    expect(traits({ channel: null, country: null, visit: null })).toMatchObject({ ...none, discount: "none" });
    const { sourceName: _1, displayAddress: _2, customerJourneySummary: _3, discountCodes: _4, totalDiscountsSet: _5, ...old } = orderNode();
    expect(parseOrder(old, EMPTY_BASKET, READING)).toMatchObject({ ...none, discount: null, netMinor: 10_000, exclusion: null });
  });

  it.each([["ZZ", null], ["", null], ["Germany", null], ["KR", "KR"]])("take the country %o as %o", (country, expected) => {
    expect(traits({ country }).country).toBe(expected);
  });

  it("are cut and cleaned of what no column can hold, since anybody can write a campaign", () => {
    const campaign = `a\0b${"x".repeat(96)}${"😀".repeat(50)}`;
    const { campaign: kept } = traits({ visit: { source: "x", utmParameters: { source: null, campaign } } });
    expect(kept).toBe(`ab${"x".repeat(96)}😀`);
    const { campaign: halved } = traits({ visit: { source: "x", utmParameters: { source: null, campaign: `x${campaign}` } } });
    expect(halved).toBe(`xab${"x".repeat(96)}\uFFFD`);
  });
});

describe("a basket", () => {
  it("holds the products in the order of the lines' numbers, and the place of one that was deleted", () => {
    const line = (id: bigint, product: bigint | null) => ({ id, product: product === null ? null : { id: product, title: "T" }, giftCardMinor: 100 });
    expect(basketOf([line(9n, 4n), line(2n, null), line(10n, 4n)])).toEqual({ giftCardMinor: 300, productIds: [0n, 4n, 4n] });
    expect(basketOf([])).toEqual(EMPTY_BASKET);
  });
});

describe("stored traits", () => {
  const test = useTestDatabase();
  let shopId: bigint;
  let shops = 0;

  beforeEach(async () => {
    shopId = await createShop(test.db, `traits-${(shops += 1)}`);
  });

  const rows = () => withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
  const titles = () => withShop(test.db, shopId, (tx) => findProductTitles(tx, shopId, [1n, 2n, 3n]));

  async function load(nodes: unknown[]): Promise<void> {
    const text = nodes.map((node) => JSON.stringify(node)).join("\n");
    const progress = await loadFile(test.db, shopId, `data:application/jsonl,${encodeURIComponent(text)}`, READING);
    expect(progress.refusals).toEqual([]);
  }

  async function ingest(changes: Parameters<typeof orderNode>[0], lines: ReturnType<typeof lineNode>[]): Promise<void> {
    const shopify = fakeShopify(() => NOW);
    const node = orderNode(changes);
    shopify.orders.set(node.id, { ...node, lines });
    await ingestOrder({ db: test.db, shopify: shopify.admin, clock: () => NOW }, { shopId: String(shopId), orderId: String(changes?.id) }, { onChanged: async () => {} });
  }

  it("are the same from a file and one by one, wherever in the file the lines stand", async () => {
    const order = { id: 1, channel: "1520611", country: "KR", visit: { source: "google", utmParameters: null }, codes: ["A"], discount: "1.0" };
    const [mug, gone, tea] = [{ id: 2, title: "Mug" }, null, { id: 1, title: "Tea" }].map((product) => childNode(1, { product, isGiftCard: product?.id === 1 }));
    await load([orderNode(order), orderNode({ id: 2, country: null }), tea, childNode(2, { product: null }), gone, mug, orderNode({ id: 3 })]);
    const [one, two, three] = await rows();
    expect(one).toMatchObject({ channel: "1520611", country: "KR", visitSource: "google", campaign: null, discount: "code", productIds: [2n, 0n, 1n], netMinor: 9_000n });
    expect(two).toMatchObject({ channel: "web", country: null, discount: "none", productIds: [0n] });
    expect(three).toMatchObject({ productIds: [] });
    expect(await titles()).toEqual(new Map([["1", "Tea"], ["2", "Mug"]]));

    await ingest(order, [tea!, gone!, mug!]);
    expect((await rows())[0]).toEqual(one);
  });

  it("hold an order of more lines than a page, in their order", async () => {
    const lines = Array.from({ length: 260 }, (_, index) => childNode(1, { product: { id: 1000 + index, title: `P${index}` } }));
    await load([orderNode({ id: 1 }), ...lines.toReversed()]);
    const expected = lines.map((_, index) => BigInt(1000 + index));
    expect((await rows())[0]!.productIds).toEqual(expected);
    await ingest({ id: 1, updatedAt: "2026-03-12T00:00:00Z" }, lines.toReversed());
    expect((await rows())[0]!.productIds).toEqual(expected);
  });

  it("follow a product's new title, and an order's new version", async () => {
    await load([orderNode({ id: 1, country: "US" }), childNode(1, { product: { id: 1, title: "Tea" } })]);
    await ingest({ id: 1, country: "CA", updatedAt: "2026-03-12T00:00:00Z" }, [lineNode({ product: { id: 1, title: "Green \tTea" } })]);
    expect((await rows())[0]).toMatchObject({ country: "CA", productIds: [1n] });
    expect(await titles()).toEqual(new Map([["1", "Green \tTea"]]));
    await load([orderNode({ id: 2 }), childNode(2, { product: { id: 1, title: "Black\nTea" } }), childNode(2, { product: { id: 1, title: "Black\nTea" } })]);
    expect(await titles()).toEqual(new Map([["1", "Black\nTea"]]));
  });
});

describe("what an import asks for", () => {
  it("has other fields in a version of its own: who changes the query raises TRAITS_VERSION, and both here", () => {
    const fields = createHash("sha256").update(ORDERS_IN_BULK.replaceAll(/\s+/g, " ")).digest("hex").slice(0, 12);
    expect({ version: TRAITS_VERSION, fields }).toEqual({ version: 3, fields: "1368c3f6c402" });
  });
});
