import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "#app/db/database.server.ts";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { changeCurrency } from "#app/orders/change-currency.server.ts";
import { changeTerms } from "#app/orders/change-terms.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { findLedgerByRule } from "#app/orders/ledger-by-rule.repo.server.ts";
import { readLedgerColumns } from "#app/orders/ledger-columns.repo.server.ts";
import { readLedgerSums } from "#app/orders/ledger-sums.repo.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { GOODS_ALONE, ruleInForce, type ValueRule } from "#app/orders/value-rule.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify, useFileServer } from "./fake-shopify.ts";
import { orderNode } from "./order-node.ts";
import { createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();
const BOTH: ValueRule = { tax: true, shipping: true };
const RULES: ValueRule[] = [GOODS_ALONE, { tax: true, shipping: false }, { tax: false, shipping: true }, BOTH];
const TODAY = 30_000;
let shopify: FakeShopify;
let shopId: bigint;
let shops = 0;

const shipping = { now: "5.0", first: "5.0", tax: "0.95" };
const withTax = { tax: "19.95", shipping };
/** Of two customers: tax on top and in the prices, shipping handed back, free goods, and what never counts. */
const NODES = [
  orderNode({ id: 1, ...withTax }),
  orderNode({ id: 2, ...withTax, taxesIncluded: true, subtotal: "119.0", shipping: { now: "5.95", first: "5.95", tax: "0.95" } }),
  orderNode({ id: 3, tax: "19.0", shipping: { now: "0.0", first: "5.0", tax: "0.95" } }),
  orderNode({ id: 4, customer: 8, subtotal: "0.0", tax: "0.95", shipping }),
  orderNode({ id: 5, customer: 8, subtotal: "0.0", tax: "0.0", discrepancy: "-5.0", shipping: { now: "5.0", first: "5.0", tax: "0.0" } }),
  orderNode({ id: 6, customer: 8, ...withTax, cancelledAt: "2026-03-11T00:00:00Z" }),
  orderNode({ id: 7, customer: 8, ...withTax, currency: "EUR" }),
  orderNode({ id: 8, customer: null, ...withTax, processedAt: "2026-03-12T00:00:00Z" }),
];

const deps = () => ({ db: test.db, shopify: shopify.admin, clock: () => NOW });
const ingest = (id: number) => ingestOrder(deps(), { shopId: String(shopId), orderId: String(id) }, { onChanged: async () => {} });
const change = async (rule: ValueRule, db: Database = test.db) => changeTerms({ db, clock: () => NOW }, await requireShop(test.db, shopId), { shopCurrency: "USD", rule });
const inForce = async () => ruleInForce(await requireShop(test.db, shopId));
const rows = () => withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId }, orderBy: { id: "asc" } }));

/** What the orders would be had they been read by the rule. */
function fromScratch(rule: ValueRule, nodes: readonly unknown[] = NODES, currency = "USD") {
  const reading = { currency, timeZone: "America/New_York", readAt: NOW, rule };
  return nodes.map((node) => {
    const { id, customerId, netMinor, exclusion } = parseOrder(node, EMPTY_BASKET, reading);
    return [Number(id), customerId && Number(customerId), netMinor, exclusion];
  });
}

function put(...nodes: ReturnType<typeof orderNode>[]): void {
  for (const node of nodes) shopify.orders.set(node.id, { ...node, lines: [] });
}

beforeEach(async () => {
  shopify = fakeShopify(() => NOW);
  shopId = await createShop(test.db, `rule-${(shops += 1)}`);
  put(...NODES);
  for (let id = 1; id <= NODES.length; id += 1) await ingest(id);
});

/** Once, after Shopify has answered and before the answer is read. */
function whileAsked(work: () => Promise<unknown>): void {
  const { run } = shopify.admin;
  shopify.admin = {
    run: async (...call) => {
      const answer = await run(...call);
      shopify.admin = { run };
      await work();
      return answer;
    },
  };
}

describe("another rule of what counts", () => {
  it("makes of every stored order what reading it by that rule does, from each rule to each, and going back undoes it", async () => {
    const before = await rows();
    for (const first of RULES) {
      for (const then of RULES) {
        await change(first);
        await change(then);
        expect(await readOrders(test.db, shopId)).toEqual(fromScratch(then));
        expect(await inForce()).toEqual(then);
      }
    }
    await change(GOODS_ALONE);
    expect(await rows()).toEqual(before);
    expect(fromScratch(BOTH).map(([, , netMinor]) => netMinor)).toEqual([12_495, 12_495, 11_900, 595, 0, 12_495, 12_495, 12_495]);
  });

  it("is the same set-based, from the facts, and in the sums that are held against Shopify's", async () => {
    for (const rule of RULES) {
      await change(rule);
      const all = await withShopConnection(test.db, shopId, (client) => readLedgerColumns(client, shopId, TODAY));
      const some = await withShop(test.db, shopId, (tx) => findLedgerByRule(tx, shopId, [8n, 7n, 99n], { today: TODAY, shopCurrency: "USD", rule }));
      expect({ ...some, own: [0, 1].map(some.ordersAt), ordersAt: null }).toEqual({ ...all, own: [0, 1].map(all.ordersAt), ordersAt: null });
      const { countedMinor } = await withShop(test.db, shopId, (tx) => readLedgerSums(tx, shopId, 7n));
      expect(countedMinor).toBe(fromScratch(rule).reduce((sum, [, customer, netMinor]) => sum + (customer === 7 ? Number(netMinor) : 0), 0));
    }
  });

  it("holds for what comes afterwards", async () => {
    await change(BOTH);
    put(orderNode({ id: 9, ...withTax, updatedAt: "2026-03-12T00:00:00Z" }));
    await ingest(9);
    expect((await readOrders(test.db, shopId)).at(-1)).toEqual([9, 7, 12_495, null]);
  });

  it("that comes while Shopify is asked for an order has it asked again", async () => {
    put(orderNode({ id: 9, ...withTax }));
    whileAsked(() => change(BOTH));
    await ingest(9);
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(BOTH, [...NODES, orderNode({ id: 9, ...withTax })]));
    expect(shopify.calls.slice(-2)).toEqual(["order", "order"]);
  });

  it("that comes while a file is read has the rest read by it", async () => {
    await requestImport(deps(), shopId);
    const step = () => importOrders(deps(), { shopId: String(shopId) }, { onDone: async () => {} });
    await step();
    const body = [...NODES, orderNode({ id: 9, ...withTax })].map((node) => `${JSON.stringify(node)}\n`).join("");
    server.files.set(`/${shopId}`, { body: [body] });
    Object.assign(shopify.operations[0]!, { status: "COMPLETED", objectCount: "9", fileSize: String(Buffer.byteLength(body)), url: `${server.url}/${shopId}` });
    const arrival = Promise.withResolvers<void>();
    server.hold = arrival.promise;
    const loading = step();
    await vi.waitFor(() => expect(server.asked).not.toEqual([]));
    await change(BOTH);
    arrival.resolve();
    await loading;
    server.hold = null;
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(BOTH));
    await step();
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(BOTH, [...NODES, orderNode({ id: 9, ...withTax })]));
    expect(await withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId } }))).toMatchObject({ status: "done" });
  });
});

describe("another currency of the shop", () => {
  const currencyOf = async () => (await requireShop(test.db, shopId)).currency;
  /** Each look at the clock is a minute after the one before. */
  let minutes = 0;
  const clock = () => new Date(NOW.getTime() + (minutes += 1) * 60_000);
  const follow = () => changeCurrency({ ...deps(), clock }, { shopId: String(shopId) });
  const become = (currency: string) => {
    shopify.currency = currency;
    return follow();
  };
  const importStatuses = async () => (await withShop(test.db, shopId, (tx) => tx.import.findMany({ orderBy: { id: "asc" } }))).map(({ status }) => status);

  it("is in force with what counts by it, also of orders that no file shows, and has all read anew", async () => {
    const before = await rows();
    await withShop(test.db, shopId, (tx) => tx.reconciliation.create({ data: { shopId, status: "checking", compares: true, startedAt: NOW, fromTime: NOW, toTime: NOW } }));
    await become("EUR");
    expect(await currencyOf()).toBe("EUR");
    const exclusions = (await rows()).map(({ id, exclusion }) => [Number(id), exclusion]);
    expect(exclusions.filter(([, exclusion]) => exclusion === null)).toEqual([[7, null]]);
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(GOODS_ALONE, NODES, "EUR"));
    expect(await importStatuses()).toEqual(["requested"]);
    expect(await withShop(test.db, shopId, (tx) => tx.reconciliation.findFirstOrThrow())).toMatchObject({ status: "failed", problem: { code: "settings-changed" } });
    await become("USD");
    expect(await rows()).toEqual(before);
  });

  it("that comes while Shopify is asked for an order has it asked again", async () => {
    put(orderNode({ id: 9, ...withTax }));
    whileAsked(() => become("EUR"));
    await ingest(9);
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(GOODS_ALONE, [...NODES, orderNode({ id: 9, ...withTax })], "EUR"));
  });

  it("is not taken back by who read the shop before", async () => {
    const shop = await requireShop(test.db, shopId);
    await become("EUR");
    expect(await changeTerms(deps(), shop, { shopCurrency: "USD", rule: BOTH })).toBe(false);
    expect([await currencyOf(), await inForce()]).toEqual(["EUR", GOODS_ALONE]);
  });

  it("has the orders read once, however often it is told, and an import that began before in its place", async () => {
    await requestImport(deps(), shopId);
    await become("EUR");
    await follow();
    expect(await importStatuses()).toEqual(["failed", "requested"]);
    await test.owner.query("UPDATE imports SET status = 'done' WHERE status = 'requested'");
    await follow();
    expect(await importStatuses()).toEqual(["failed", "done"]);
  });

  it("has them read also where the worker was killed in between", async () => {
    shopify.currency = "EUR";
    shopify.before = () => {
      if (shopify.calls.filter((call) => call === "details").length === 2) throw new Error("killed");
    };
    await expect(follow()).rejects.toThrow("killed");
    expect([await currencyOf(), await importStatuses()]).toEqual(["EUR", []]);
    shopify.before = () => {};
    await follow();
    expect(await importStatuses()).toEqual(["requested"]);
  });

  it("that goes back before it is in force changes nothing, and back while it is put in force is in force", async () => {
    const before = await rows();
    await follow();
    expect([await currencyOf(), await importStatuses()]).toEqual(["USD", []]);
    shopify.currency = "EUR";
    shopify.after = () => {
      shopify.currency = "USD";
    };
    await follow();
    expect([await currencyOf(), await importStatuses()]).toEqual(["USD", ["requested"]]);
    expect(await rows()).toEqual(before);
  });
});

describe("a change that is under way", () => {
  /** Statements of the change go through here. */
  function watched(before: (statement: string) => unknown): Database {
    const connect = async () => {
      const client = await test.db.pool.connect();
      const query = async (...call: unknown[]) => {
        if (typeof call[0] === "string") await before(call[0]);
        return (client.query as (...given: unknown[]) => unknown)(...call);
      };
      return new Proxy(client, {
        get: (target, key) => {
          const found: unknown = Reflect.get(target, key);
          if (key === "query") return (...call: unknown[]) => (typeof call[0] === "string" ? query(...call) : (found as (...given: unknown[]) => unknown).apply(target, call));
          return typeof found === "function" ? (found as (...given: unknown[]) => unknown).bind(target) : found;
        },
      });
    };
    return { ...test.db, pool: new Proxy(test.db.pool, { get: (target, key) => (key === "connect" ? connect : Reflect.get(target, key)) }) };
  }

  const isSomebodyWaiting = async () => {
    const { rowCount } = await test.owner.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    return rowCount === 1;
  };

  it("is not seen, and orders that come meanwhile wait and are read by the new rule", async () => {
    put(orderNode({ id: 9, ...withTax }));
    let ingesting: Promise<void> | null = null;
    const db = watched(async (statement) => {
      if (!statement.includes("UPDATE shops")) return;
      expect(await readOrders(test.db, shopId)).toEqual(fromScratch(GOODS_ALONE));
      expect(await inForce()).toEqual(GOODS_ALONE);
      ingesting = ingest(9);
      await Promise.race([ingesting, eventually(isSomebodyWaiting)]);
    });
    await change(BOTH, db);
    await ingesting;
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(BOTH, [...NODES, orderNode({ id: 9, ...withTax })]));
  });

  it.each(["SELECT id, net_minor", "UPDATE orders", "TRUNCATE", "UPDATE shops", "COMMIT"])("and is cut off at %s has not begun, and is made up for", async (at) => {
    const before = await rows();
    const db = watched((statement) => {
      if (statement.includes(at)) throw new Error("killed");
    });
    await expect(change(BOTH, db)).rejects.toThrow("killed");
    expect([await rows(), await inForce()]).toEqual([before, GOODS_ALONE]);
    await change(BOTH);
    expect(await readOrders(test.db, shopId)).toEqual(fromScratch(BOTH));
  });
});
