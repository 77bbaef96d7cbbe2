import { beforeEach, describe, expect, it } from "vitest";
import { answerDataRequest } from "#app/compliance/answer-data-request.server.ts";
import { CUSTOMER_TABLES } from "#app/compliance/customer-tables.ts";
import { redactCustomer } from "#app/compliance/redact-customer.server.ts";
import { redactShop } from "#app/compliance/redact-shop.server.ts";
import type { ShopifyAdmin } from "#app/shopify/admin.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";
import { TEST_ERASURE_KEY, useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const ANN = 5001n;
const BEN = 5002n;
const CLOCK = () => new Date("2026-11-21T12:00:00Z");
const CUSTOMER = /customer_id$/;
const SHOP = /^shop_id$/;

/** Without a score run nothing of ours is in Shopify. */
const NOBODY = { run: () => Promise.reject(new Error("Shopify is not to be asked")) };

let mine: bigint;
let theirs: bigint;

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops");
  const create = (domain: string) =>
    test.db.prisma.shop.create({ data: { domain, scopes: [], installedAt: new Date("2026-01-01T00:00:00Z") } });
  mine = (await create("mine.myshopify.com")).id;
  theirs = (await create("theirs.myshopify.com")).id;
  await fillEveryTable(test.owner, mine, ANN, 101n);
  await fillEveryTable(test.owner, mine, BEN, 102n);
  await fillEveryTable(test.owner, theirs, ANN, 103n);
});

/** In how many rows of which table the value stands in a column of that name. */
async function rowsWith(column: RegExp, value: bigint, shopId: bigint): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { table, columns } of await tablesWith(test.owner, column)) {
    const anywhere = columns.map((it) => `"${it}" = $1`).join(" OR ");
    const { rowCount } = await test.owner.query(`SELECT 1 FROM ${table} WHERE (${anywhere}) AND shop_id = $2`, [value, shopId]);
    if (rowCount) found[table] = rowCount;
  }
  return found;
}

describe("a customer who is to be forgotten", () => {
  // Then there is no Shopify to take anything off in; what is taken off there is seen in a-life.test.ts.
  beforeEach(() => test.owner.query("UPDATE shops SET uninstalled_at = now() WHERE id = $1", [mine]));

  const forgetAnn = (orderIds: string[] = []) =>
    redactCustomer({ db: test.db, shopify: NOBODY, clock: CLOCK }, { shopId: String(mine), customerId: String(ANN), orderIds });

  it("is in no row of any table any more, and nobody else has lost one", async () => {
    const before = await rowsWith(CUSTOMER, ANN, mine);
    expect(Object.keys(before)).toEqual((await tablesWith(test.owner, CUSTOMER)).map((it) => it.table));
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(9);
    await forgetAnn();
    expect(await rowsWith(CUSTOMER, ANN, mine)).toEqual({});
    expect(await rowsWith(CUSTOMER, BEN, mine)).toEqual(before);
    expect(await rowsWith(CUSTOMER, ANN, theirs)).toEqual(before);
  });

  it("leaves who looked and when, without whom they looked at", async () => {
    const looks = async () => (await test.owner.query("SELECT what, customer_id FROM customer_accesses WHERE shop_id = $1 ORDER BY id", [mine])).rows;
    await forgetAnn();
    expect(await looks()).toEqual([{ what: "x", customer_id: null }, { what: "x", customer_id: String(BEN) }]);
  });

  it("is forgotten twice without harm", async () => {
    await forgetAnn();
    await forgetAnn();
    expect(await rowsWith(CUSTOMER, ANN, mine)).toEqual({});
  });

  it("is kept as far as it takes to find what a bulk round still writes, until the round is over", async () => {
    await test.owner.query("UPDATE shops SET uninstalled_at = NULL WHERE id = $1", [mine]);
    await expect(forgetAnn()).rejects.toThrow("A bulk round holds the customer");
    expect(Object.keys(await rowsWith(CUSTOMER, ANN, mine))).toEqual(["customer_writes", "planned_writes"]);
    await test.owner.query("DELETE FROM planned_writes WHERE shop_id = $1", [mine]);
    await forgetAnn();
    expect(await rowsWith(CUSTOMER, ANN, mine)).toEqual({});
  });

  it("is blotted out where a bulk mutation knows whose line is which, and every other line stays in its place", async () => {
    await test.owner.query("UPDATE bulk_writes SET customer_ids = $1", [[BEN, ANN, 5003]]);
    await forgetAnn();
    const { rows } = await test.owner.query("SELECT DISTINCT shop_id, customer_ids FROM bulk_writes ORDER BY shop_id");
    expect(rows).toEqual([{ shop_id: String(mine), customer_ids: ["5002", "0", "5003"] }, { shop_id: String(theirs), customer_ids: ["5002", "5001", "5003"] }]);
  });

  it("is not looked at by a reconciliation any more", async () => {
    await test.owner.query("UPDATE reconciliations SET to_check = $1, unmended = $2", [[BEN, ANN], { [String(BEN)]: 5, [String(ANN)]: 7 }]);
    await forgetAnn();
    const { rows } = await test.owner.query("SELECT DISTINCT to_check, unmended FROM reconciliations WHERE shop_id = $1", [mine]);
    expect(rows).toEqual([{ to_check: ["5002"], unmended: { 5002: 5 } }]);
  });

  it("is not known of the orders that went to somebody else", async () => {
    await test.owner.query("UPDATE orders SET customer_id = $1, former_customer_ids = CASE id WHEN 101 THEN $2::bigint[] ELSE $3 END WHERE shop_id = $4", [BEN, [ANN], [ANN, BEN], mine]);
    await forgetAnn();
    const { rows } = await test.owner.query("SELECT former_customer_ids AS former FROM orders WHERE shop_id = $1 ORDER BY id", [mine]);
    expect(rows.map(({ former }) => former)).toEqual([null, ["5002"]]);
  });

  it("is not remembered by a number: the digest fits no number without the app's key", async () => {
    await forgetAnn(["101"]);
    const fits = (key: string, kind: string, id: bigint) =>
      test.owner.query("SELECT set_config('app.erasure_key', $1, false)", [key]).then(async () => {
        const { rows } = await test.owner.query("SELECT is_erased($1, $2, $3, '2026-01-01') AS it", [mine, kind, id]);
        return rows[0].it;
      });
    expect(await fits(TEST_ERASURE_KEY, "customer", ANN)).toBe(true);
    expect(await fits(TEST_ERASURE_KEY, "order", 101n)).toBe(true);
    expect([await fits(TEST_ERASURE_KEY, "customer", BEN), await fits("", "customer", ANN), await fits("00", "customer", ANN)]).toEqual([false, false, false]);
  });

  it("takes the orders along that Shopify names, though they carry no customer", async () => {
    await test.owner.query("UPDATE orders SET customer_id = NULL WHERE id IN (102, 103)");
    await forgetAnn(["102", "103"]);
    const { rows } = await test.owner.query("SELECT id FROM orders");
    expect(rows, "an order of that number in another shop stays").toEqual([{ id: "103" }]);
  });
});

describe("the list of what is told and erased", () => {
  it("names every table with a customer's or an order's number", async () => {
    const listed = Object.keys(CUSTOMER_TABLES).sort();
    const ofOrders = ["orders", ...(await tablesWith(test.owner, /order_id$/)).map((it) => it.table)];
    const ofCustomers = (await tablesWith(test.owner, CUSTOMER)).map((it) => it.table);
    expect(listed).toEqual([...new Set([...ofCustomers, ...ofOrders])].sort());
  });

  it("names every such column", async () => {
    for (const { table, columns } of await tablesWith(test.owner, CUSTOMER)) {
      expect(CUSTOMER_TABLES[table as keyof typeof CUSTOMER_TABLES].customer.toSorted(), table).toEqual(columns.toSorted());
    }
    for (const { table, columns } of await tablesWith(test.owner, /order_id$/)) {
      expect(CUSTOMER_TABLES[table as keyof typeof CUSTOMER_TABLES], table).toMatchObject({ order: columns[0] });
    }
    // Lists of numbers: products are nobody's, the others are blotted out, and hold nothing that the rest does not tell.
    const { rows } = await test.owner.query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND udt_name = '_int8' ORDER BY 1, 2");
    expect(rows.map((it) => `${it.table_name}.${it.column_name}`)).toEqual(["bulk_writes.customer_ids", "orders.former_customer_ids", "orders.product_ids", "reconciliations.to_check"]);
  });
});

describe("a customer who asks what is held", () => {
  const ask = (orderIds: string[] = []) =>
    answerDataRequest({ db: test.db, clock: CLOCK }, { shopId: String(mine), customerId: String(ANN), orderIds, requestedAt: CLOCK().toISOString() });
  const lastAnswer = async () =>
    (await test.owner.query("SELECT customer_id, requested_at, answer FROM data_requests WHERE shop_id = $1 ORDER BY requested_at DESC, id DESC LIMIT 1", [mine])).rows[0];

  it("is told every row of every table, and of nobody else", async () => {
    await test.owner.query("UPDATE orders SET country = 'SE', product_ids = '{101,0}' WHERE id = 101");
    await test.owner.query("UPDATE orders SET former_customer_ids = $1 WHERE id = 101", [[BEN]]);
    await test.owner.query("UPDATE data_requests SET requested_at = '2026-01-01'");
    await ask(["101"]);
    const { customer_id, requested_at, answer } = await lastAnswer();
    expect(customer_id).toBe(String(ANN));
    expect(requested_at).toEqual(CLOCK());
    expect(Object.keys(answer.held).sort()).toEqual(Object.keys(CUSTOMER_TABLES).sort());
    for (const [table, rows] of Object.entries(answer.held)) expect(rows, table).toHaveLength(1);
    expect(answer.held.orders[0]).toMatchObject({ id: 101, customer_id: Number(ANN), net_minor: 1, currency: "GBP", country: "SE", product_ids: [101, 0] });
    expect(answer.held.customer_accesses[0]).toMatchObject({ at: "2026-11-21T12:00:00+00:00", what: "x" });
    expect(answer.products).toEqual([{ id: 101, title: "x" }]);
    expect(JSON.stringify(answer)).not.toContain(String(BEN));
    expect(JSON.stringify(answer)).not.toContain("shop_id");
    expect(answer.held.data_requests[0], "an earlier answer repeats the rest").not.toHaveProperty("answer");
  });

  it("has every column of a row in the answer", async () => {
    await ask();
    const { answer } = await lastAnswer();
    const { rows } = await test.owner.query("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'customer_scores' AND is_generated = 'NEVER'");
    expect(Object.keys(answer.held.customer_scores[0]).sort()).toEqual(rows.map((it) => it.name).filter((it) => it !== "shop_id").sort());
  });

  it("is also told of the orders that Shopify names, and of whoever was merged into them", async () => {
    await test.owner.query("UPDATE orders SET customer_id = NULL WHERE id = 102");
    await test.owner.query("UPDATE customer_merges SET from_customer_id = 5009 WHERE shop_id = $1 AND to_customer_id = $2", [mine, ANN]);
    await test.owner.query("UPDATE segment_moves SET customer_id = 5009 WHERE shop_id = $1 AND customer_id = $2", [mine, ANN]);
    await ask(["102"]);
    const { held } = (await lastAnswer()).answer;
    expect(held.orders.map((it: { id: number }) => it.id)).toEqual([101, 102]);
    expect(held.segment_moves).toMatchObject([{ customer_id: 5009 }]);
  });

  it("of whom nothing is held is told so", async () => {
    await answerDataRequest({ db: test.db, clock: () => new Date() }, { shopId: String(mine), customerId: "9", orderIds: [], requestedAt: CLOCK().toISOString() });
    const { held, products } = (await lastAnswer()).answer;
    expect(new Set(Object.values(held).map(String))).toEqual(new Set([""]));
    expect(products).toEqual([]);
  });
});

describe("a shop that is to be forgotten", () => {
  const requestedAt = "2026-11-21T12:00:00.000Z";
  const LETS_IN = { run: () => Promise.resolve({ currentAppInstallation: { accessScopes: [] } } as never) };
  const answersBy = (failure: ShopifyError) => ({ run: () => Promise.reject(failure) });
  const forget = (shopify: ShopifyAdmin = NOBODY) => redactShop({ db: test.db, shopify }, { shopId: String(mine), requestedAt });
  const setShop = (data: { installedAt: Date; uninstalledAt: Date | null }) =>
    test.db.prisma.shop.update({ where: { id: mine }, data });
  /** When the merchant last opened the app. */
  const exchangeToken = (at: string) =>
    test.owner.query("UPDATE shop_sessions SET id = 'offline_mine.myshopify.com', exchanged_at = $2 WHERE shop_id = $1 AND id = '101'", [mine, at]);

  it("is in no row of any table any more, and no other shop has lost one", async () => {
    const before = await rowsWith(SHOP, mine, mine);
    const others = await rowsWith(SHOP, theirs, theirs);
    expect(Object.keys(before)).toEqual((await tablesWith(test.owner, SHOP)).map((it) => it.table));
    await setShop({ installedAt: new Date("2026-11-18T00:00:00Z"), uninstalledAt: new Date("2026-11-19T12:00:00Z") });
    await forget();
    await forget();
    expect(await rowsWith(SHOP, mine, mine)).toEqual({});
    expect(await rowsWith(SHOP, theirs, theirs)).toEqual(others);
    expect((await test.db.prisma.shop.findMany()).map((it) => it.id)).toEqual([theirs]);
  });

  it("is forgotten although nobody told that it had removed the app", async () => {
    await exchangeToken("2026-11-19T11:00:00Z");
    await forget(answersBy(new ShopifyError("unauthorized", "the token is void")));
    expect(await rowsWith(SHOP, mine, mine)).toEqual({});
  });

  it("is left alone when Shopify lets the app in: the request was late, and the merchant back within the hour", async () => {
    await setShop({ installedAt: new Date("2026-11-19T11:00:00Z"), uninstalledAt: null });
    await exchangeToken("2026-11-19T11:00:00Z");
    const before = await rowsWith(SHOP, mine, mine);
    await forget(LETS_IN);
    expect(await rowsWith(SHOP, mine, mine)).toEqual(before);
    expect(await test.db.prisma.shop.findUniqueOrThrow({ where: { id: mine } })).toMatchObject({ uninstalledAt: null });
  });

  it("waits where Shopify cannot be asked whether it lets the app in", async () => {
    await exchangeToken("2026-11-19T11:00:00Z");
    const before = await rowsWith(SHOP, mine, mine);
    await expect(forget(answersBy(new ShopifyError("unavailable", "no answer")))).rejects.toThrow("no answer");
    expect(await rowsWith(SHOP, mine, mine)).toEqual(before);
  });

  it("is left alone when it came back in the meantime", async () => {
    await setShop({ installedAt: new Date("2026-11-20T08:00:00Z"), uninstalledAt: null });
    const before = await rowsWith(SHOP, mine, mine);
    await forget();
    expect(await rowsWith(SHOP, mine, mine)).toEqual(before);
  });

  it("is left alone when its merchant is back from a removal that nobody told of, and begins anew", async () => {
    await exchangeToken("2026-11-20T08:00:00Z");
    const before = await rowsWith(SHOP, mine, mine);
    await forget();
    expect(await rowsWith(SHOP, mine, mine)).toEqual(before);
    expect(await test.db.prisma.shop.findUniqueOrThrow({ where: { id: mine } })).toMatchObject({ installedAt: new Date("2026-11-20T08:00:00Z"), uninstalledAt: null });
    const { rowCount } = await test.owner.query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'install-shop' AND key LIKE $1", [`%:${mine}`]);
    expect(rowCount).toBe(1);
  });

  it("goes in parts, so that a large one is no transaction of minutes; another attempt goes on where one was cut off", async () => {
    await setShop({ installedAt: new Date("2026-11-18T00:00:00Z"), uninstalledAt: new Date("2026-11-19T12:00:00Z") });
    await test.owner.query("INSERT INTO erasures (shop_id, digest, erased_at) SELECT $1, sha256(n::text::bytea), now() FROM generate_series(1, 45000) AS n", [mine]);
    await test.owner.query(`
      CREATE TABLE removed_at_once (rows integer);
      CREATE FUNCTION note_removal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF EXISTS (SELECT FROM public.removed_at_once) AND NOT EXISTS (SELECT FROM public.removed_at_once WHERE rows = 0) THEN
          RAISE EXCEPTION 'cut off';
        END IF;
        INSERT INTO public.removed_at_once SELECT count(*) FROM gone;
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_removal AFTER DELETE ON erasures REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_removal();`);
    try {
      await expect(forget()).rejects.toThrow("cut off");
      await test.db.prisma.shop.create({ data: { domain: "mine.myshopify.com", scopes: [], installedAt: new Date("2026-11-21T13:00:00Z") } });
      await test.owner.query("INSERT INTO removed_at_once VALUES (0)");
      await forget();
      const { rows } = await test.owner.query<{ rows: number }>("SELECT rows FROM removed_at_once WHERE rows > 0 ORDER BY rows");
      expect(rows.map((it) => it.rows)).toEqual([5_002, 20_000, 20_000]);
      expect(await rowsWith(SHOP, mine, mine)).toEqual({});
      expect((await test.db.prisma.shop.findMany()).map((it) => it.domain).sort()).toEqual(["mine.myshopify.com", "theirs.myshopify.com"]);
    } finally {
      await test.owner.query("DROP TRIGGER note_removal ON erasures; DROP FUNCTION note_removal; DROP TABLE removed_at_once");
    }
  });
});
