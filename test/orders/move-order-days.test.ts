import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { holdTerms } from "#app/orders/hold-terms.repo.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { termsInForce } from "#app/orders/ledger-terms.ts";
import { moveOrderDays } from "#app/orders/move-order-days.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify } from "./fake-shopify.ts";
import { orderNode } from "./order-node.ts";
import { createShop, NOW } from "./shop-with-orders.ts";

const test = useTestDatabase();
const MOVE = "UPDATE shops SET time_zone = 'Asia/Tokyo' WHERE id = $1";
/** Of the eleventh in New York. */
const node = orderNode({ id: 9, processedAt: "2026-03-12T03:00:00Z" });
let shopify: FakeShopify;
let shopId: bigint;
let shops = 0;

const deps = () => ({ db: test.db, shopify: shopify.admin, clock: () => NOW });
const orderDays = async () => (await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId } }))).map(({ orderDay }) => orderDay);
const isSomebodyWaiting = async () => {
  const { rowCount } = await test.owner.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
  return rowCount === 1;
};

beforeEach(async () => {
  shopify = fakeShopify(() => NOW);
  shopId = await createShop(test.db, `zone-${(shops += 1)}`);
});

describe("another time zone that comes while Shopify is asked for an order", () => {
  it("has it asked again: its day would be of the one before", async () => {
    shopify.orders.set(node.id, { ...node, lines: [] });
    const { run } = shopify.admin;
    shopify.admin = {
      run: async (...call) => {
        const answer = await run(...call);
        shopify.admin = { run };
        await test.owner.query(MOVE, [shopId]);
        return answer;
      },
    };
    await ingestOrder(deps(), { shopId: String(shopId), orderId: "9" }, { onChanged: async () => {} });
    expect(await orderDays()).toEqual([new Date("2026-03-12")]);
  });
});

describe("another time zone that comes while orders are stored", () => {
  it("moves those, too: the days are moved once they are stored", async () => {
    const terms = termsInForce(await requireShop(test.db, shopId));
    const order = parseOrder(node, EMPTY_BASKET, { ...terms, readAt: NOW });
    const moving = await withShop(test.db, shopId, async (tx) => {
      expect(await holdTerms(tx, shopId, terms)).toBe(true);
      await test.owner.query(MOVE, [shopId]);
      const moved = moveOrderDays(deps(), { shopId: String(shopId) }, { onMoved: async () => {} });
      await Promise.race([moved, eventually(isSomebodyWaiting)]);
      await saveOrder(tx, shopId, order);
      return { moved };
    });
    await moving.moved;
    expect(await orderDays()).toEqual([new Date("2026-03-12")]);
  });
});
