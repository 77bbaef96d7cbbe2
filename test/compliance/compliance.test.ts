import { beforeEach, describe, expect, it } from "vitest";
import { answerDataRequest } from "#app/compliance/answer-data-request.server.ts";
import { redactCustomer } from "#app/compliance/redact-customer.server.ts";
import { redactShop } from "#app/compliance/redact-shop.server.ts";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const ANN = 5001n;
const BEN = 5002n;
const CUSTOMER = /customer_id$/;
const SHOP = /^shop_id$/;

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
  const forgetAnn = (orderIds: string[] = []) =>
    redactCustomer({ db: test.db }, { shopId: String(mine), customerId: String(ANN), orderIds });

  it("is in no row of any table any more, and nobody else has lost one", async () => {
    const before = await rowsWith(CUSTOMER, ANN, mine);
    expect(Object.keys(before)).toEqual((await tablesWith(test.owner, CUSTOMER)).map((it) => it.table));
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(6);
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

  it("takes the orders along that Shopify names, though they carry no customer", async () => {
    await test.owner.query("UPDATE orders SET customer_id = NULL WHERE id IN (102, 103)");
    await forgetAnn(["102", "103"]);
    const { rows } = await test.owner.query("SELECT id FROM orders");
    expect(rows, "an order of that number in another shop stays").toEqual([{ id: "103" }]);
  });
});

describe("a customer who asks what is held", () => {
  const ask = (orderIds: string[] = []) =>
    answerDataRequest(
      { db: test.db, clock: () => new Date("2026-11-21T12:00:00Z") },
      { shopId: String(mine), customerId: String(ANN), orderIds },
    );
  const lastAnswer = async () =>
    (await test.owner.query("SELECT customer_id, requested_at, answer FROM data_requests WHERE shop_id = $1 ORDER BY id DESC LIMIT 1", [mine])).rows[0];

  it("is told of every table that holds something, and of nobody else", async () => {
    await test.owner.query("UPDATE orders SET country = 'SE', product_ids = '{7,0}' WHERE id = 101");
    await ask();
    const { customer_id, requested_at, answer } = await lastAnswer();
    expect(customer_id).toBe(String(ANN));
    expect(requested_at).toEqual(new Date("2026-11-21T12:00:00Z"));
    const held = Object.keys(await rowsWith(CUSTOMER, ANN, mine)).filter((table) => table !== "data_requests");
    expect(Object.keys(answer)).toHaveLength(held.length);
    for (const rows of Object.values(answer)) expect(rows).toHaveLength(1);
    expect(answer.orders[0]).toMatchObject({ id: "101", customerId: String(ANN), netMinor: "1", currency: "GBP", country: "SE", productIds: ["7", "0"] });
    expect(JSON.stringify(answer)).not.toContain(String(BEN));
    expect(JSON.stringify(answer)).not.toContain("shopId");
  });

  it("is also told of the orders that Shopify names", async () => {
    await test.owner.query("UPDATE orders SET customer_id = NULL WHERE id = 102");
    await ask(["102"]);
    expect((await lastAnswer()).answer.orders.map((it: { id: string }) => it.id)).toEqual(["101", "102"]);
  });

  it("of whom nothing is held is told so", async () => {
    await test.owner.query("DELETE FROM shops WHERE id = $1", [theirs]);
    await answerDataRequest({ db: test.db, clock: () => new Date() }, { shopId: String(mine), customerId: "9", orderIds: [] });
    expect(new Set(Object.values((await lastAnswer()).answer).map(String))).toEqual(new Set([""]));
  });
});

describe("a shop that is to be forgotten", () => {
  const requestedAt = "2026-11-21T12:00:00.000Z";
  const forget = () => redactShop({ db: test.db }, { shopId: String(mine), requestedAt });
  const setShop = (data: { installedAt: Date; uninstalledAt: Date | null }) =>
    test.db.prisma.shop.update({ where: { id: mine }, data });

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
    await forget();
    expect(await rowsWith(SHOP, mine, mine)).toEqual({});
  });

  it("is left alone when it came back in the meantime", async () => {
    await setShop({ installedAt: new Date("2026-11-20T08:00:00Z"), uninstalledAt: null });
    const before = await rowsWith(SHOP, mine, mine);
    await forget();
    expect(await rowsWith(SHOP, mine, mine)).toEqual(before);
  });
});
