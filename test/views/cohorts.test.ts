import { describe, expect, it } from "vitest";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";
import type { ShownRow } from "#app/views/shown-cohorts.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { cohortsStraight, type PlainOrder, type PlainRow, togetherStraight } from "../insights/cohorts-straight.ts";
import { storePlainOrders } from "../insights/store-plain-orders.ts";
import { NOW, TODAY, useCohortsShop } from "./cohorts-shop.ts";
import { withoutCustomers } from "./scored-shop.ts";

const shop = useCohortsShop();
const { test, deps, workOut, view, straight, noteMargin, noteSpend } = shop;
const shownOf = async (params: Record<string, string> = {}) => (await view(params)).shown!;

/** A channel that the shop's customers came through, and that no test notes spend for. */
const COSTLESS = "it's \\odd\t";

/** The row of a group is all its cohorts together; behind them nothing is over yet. */
function expectTogether(row: ShownRow, expected: readonly PlainRow[]): void {
  const cells = togetherStraight(expected);
  expect(row.customers).toBe(expected.reduce((sum, it) => sum + it.customers, 0));
  expect(row.cells.slice(cells.length).every((cell) => cell === null)).toBe(true);
  expect(row.cells.slice(0, cells.length)).toMatchObject(cells.map(({ n, buyers }) => ({ n, buyers, retention: buyers / n })));
  cells.forEach(({ perCustomerMinor }, month) => expect(row.cells[month]!.perCustomerMinor).toBeCloseTo(perCustomerMinor, 6));
}

/** Bands of order value have the quartiles of all orders between them. */
function bandRule(): (first: PlainOrder) => string {
  const ascending = shop.orders.map((order) => order.netMinor).toSorted((a, b) => a - b);
  const borders = [0.25, 0.5, 0.75].map((share) => ascending[Math.floor(share * ascending.length)]!);
  return ({ netMinor }) => String(borders.filter((border) => border <= netMinor).length);
}

describe("the cohorts shown", () => {
  it.each(["month", "quarter"] as const)("by %s are what the orders say: value of all and per customer, and who came back", async (length) => {
    const { cohorts } = await shownOf({ length });
    const expected = straight(length);
    expect(cohorts.map(({ firstDay, customers }) => ({ firstDay, customers }))).toEqual(expected.map(({ firstDay, customers }) => ({ firstDay, customers })));
    for (const [row, { cells }] of expected.entries()) {
      expect(cohorts[row]!.cells).toEqual(cells.map((cell) => cell && {
        ...cell, retention: cell.buyers / cell.n, perCustomerMinor: cell.totalMinor / cell.n,
      }));
    }
  });

  it("are measured in revenue, too", async () => {
    const totals = (await shownOf({ measure: "revenue" })).cohorts.map(({ cells }) => cells.map((cell) => cell && cell.totalMinor));
    expect(totals).toEqual(straight("month", "revenueMinor").map(({ cells }) => cells.map((cell) => cell && cell.totalMinor)));
    expect(totals).not.toEqual(straight("month").map(({ cells }) => cells.map((cell) => cell && cell.totalMinor)));
  });

  it("are taken together over those who have been watched through a month, each month's value added", async () => {
    const { all } = await shownOf();
    expectTogether(all, straight("month"));
    expect(all.cells.at(-1)!.n).toBeLessThan(all.customers);
  });

  it.each(["channel", "country", "firstProduct", "orderSize", "discount"] as const)("stand group beside group by %s, each as long after the first order, with all customers", async (cut) => {
    const keyOf = cut === "orderSize" ? bandRule() : ({ keys }: PlainOrder) => keys[cut];
    for (const value of ["netMinor", "revenueMinor"] as const) {
      const { cohorts, compared, all, choices } = await shownOf({ cut, measure: value === "netMinor" ? "net" : "revenue" });
      expect([cohorts, compared.map(({ name }) => name)]).toEqual([[], choices.map(({ name }) => name)]);
      expectTogether(all, straight("month", value));
      for (const group of compared) expectTogether(group, straight("month", value, (first) => keyOf(first) === group.key));
    }
  });

  it("stand side by side for the ten largest groups at the most, of months and per customer whatever else is asked for", async () => {
    const asked = await view({ cut: "orderSize", length: "quarter", per: "total" });
    expect(asked.query).toMatchObject({ length: "month", per: "customer" });
    expect(asked.shown!.compared).toHaveLength(4);
    const many = await storePlainOrders(test.db, createDice(5), { now: NOW, timeZone: "UTC", count: 300, customers: 150 });
    await test.owner.query("UPDATE orders SET channel = 'c' || customer_id % 25 WHERE shop_id = $1", [many.shopId]);
    await workOut(many.shopId);
    const { compared, choices } = (await view({ cut: "channel" }, many.shopId)).shown!;
    expect(choices).toHaveLength(25);
    expect(compared.map(({ name }) => name)).toEqual(choices.slice(0, 10).map(({ name }) => name));
    for (const group of compared) {
      const among = ({ customer }: PlainOrder) => `c${customer % 25}` === group.key;
      expectTogether(group, cohortsStraight(many.orders, { today: TODAY, timeZone: "UTC", length: "month", value: "netMinor", among }));
    }
  });

  it("are those of the group that is asked for", async () => {
    const country = await shownOf({ cut: "country", group: "key:SE", per: "total" });
    const of = (rows: { cells: ({ totalMinor: number } | null)[] }[]) => rows.map(({ cells }) => cells.map((cell) => cell && cell.totalMinor));
    expect(of(country.cohorts)).toEqual(of(straight("month", "netMinor", ({ keys }) => keys.country === "SE")));
    expect(of((await shownOf({ cut: "country", group: "unknown" })).cohorts)).toEqual(of(straight("month", "netMinor", ({ keys }) => keys.country === null)));
    expect(country.choices[0]!.name).toBe("key:GB");
    expect(country.choices.map(({ customers }) => customers)).toEqual(country.choices.map(({ customers }) => customers).toSorted((a, b) => b - a));
  });

  it("name products by their titles, and bands by their borders", async () => {
    const { choices } = await shownOf({ cut: "firstProduct" });
    expect(choices.find(({ key }) => key === "902")!.productTitle).toBe("Product 902");
    expect(choices.find(({ key }) => key === "900")!.productTitle).toBeNull();
    const bands = (await shownOf({ cut: "orderSize" })).choices;
    expect(bands).toHaveLength(4);
    expect(bands.every(({ orderSize }) => orderSize !== null)).toBe(true);
  });

  it("say so where nobody belongs to the group any more", async () => {
    expect(await shownOf({ cut: "channel", group: "key:gone" })).toMatchObject({ cohorts: [], compared: [] });
  });

  it("read no customer and no order: a million of them take as long as three", async () => {
    expect((await withoutCustomers(test.owner, () => shownOf({ cut: "channel", group: "key:web" }))).cohorts.length).toBeGreaterThan(3);
    expect((await withoutCustomers(test.owner, () => shownOf({ cut: "channel" }))).compared.length).toBeGreaterThan(3);
  });
});

describe("margins and payback", () => {
  it("are not on offer while the margin is not known: net sales are shown instead", async () => {
    await noteMargin(null);
    expect(await view({ measure: "margin" })).toMatchObject({ query: { measure: "net" }, grossMargin: null });
  });

  it("are net sales times the gross margin, against what customers cost, by cohort and together", async () => {
    await noteMargin(0.4);
    const expected = straight("month");
    const [first, second] = expected as [(typeof expected)[0], (typeof expected)[0]];
    const perCustomer = ({ cells, customers }: typeof first, month: number) => (cells[month]!.totalMinor * 0.4) / customers;
    // Just what the third month brings; more than will ever come.
    await noteSpend(first.firstDay.slice(0, 7), "web", Math.floor(perCustomer(first, 2) * first.customers));
    await noteSpend(second.firstDay.slice(0, 7), "Pos", second.customers * 1_000_000);
    const { cohorts, all } = await shownOf({ measure: "margin" });
    expect(cohorts[0]!.cells[2]!.perCustomerMinor).toBeCloseTo(perCustomer(first, 2), 9);
    expect(cohorts[0]).toMatchObject({ costMinor: Math.floor(perCustomer(first, 2) * first.customers) / first.customers, paidBackAfter: 3 });
    expect(cohorts[1]).toMatchObject({ costMinor: 1_000_000, paidBackAfter: null });
    expect(cohorts[2]).toMatchObject({ costMinor: null, paidBackAfter: null });
    expect([...cohorts.slice(0, 3), all].map(({ isCostOfSome }) => isCostOfSome)).toEqual([false, false, false, true]);
    expect(all.costMinor).toBeCloseTo((cohorts[0]!.costMinor! * first.customers + 1_000_000 * second.customers) / (first.customers + second.customers), 6);
    expect(all.paidBackAfter).toBeNull();
    expect((await shownOf({ measure: "net" })).cohorts[0]).toMatchObject({ costMinor: null });
    // Of all that have a cost together: what they brought while both were watched, against what both cost.
    await noteSpend(second.firstDay.slice(0, 7), "Pos", 1);
    const both = (await shownOf({ measure: "margin" })).all;
    const cost = (cohorts[0]!.costMinor! * first.customers + 1) / (first.customers + second.customers);
    expect(both.costMinor).toBeCloseTo(cost, 6);
    expect(both.paidBackAfter).toBe(togetherStraight([first, second]).findIndex(({ perCustomerMinor }) => perCustomerMinor * 0.4 >= cost) + 1);
    await noteSpend(second.firstDay.slice(0, 7), "Pos", second.customers * 1_000_000);
  });

  it("have no cost where spend is noted in another currency than the one they were worked out in", async () => {
    expect((await shownOf({ measure: "margin" })).all.costMinor).not.toBeNull();
    const { rows: [run] } = await test.owner.query<{ currency: string }>("SELECT DISTINCT currency FROM score_runs WHERE shop_id = $1", [shop.shopId]);
    const countIn = (currency: string) => test.owner.query("UPDATE score_runs SET currency = $2 WHERE shop_id = $1", [shop.shopId, currency]);
    await countIn("JPY");
    const { cohorts, all, whyCostless } = await shownOf({ measure: "margin" });
    const ofGroup = (key: string) => shownOf({ measure: "margin", cut: "channel", group: `key:${key}` });
    const groups = [await ofGroup("pos"), await ofGroup(COSTLESS)];
    expect(groups.filter(({ all }) => all.customers === 0)).toEqual([]);
    const { compared } = await shownOf({ measure: "margin", cut: "channel" });
    await countIn(run!.currency);
    expect([whyCostless, ...groups.map((it) => it.whyCostless)]).toEqual(["unread", "unread", "not-noted"]);
    expect((await shownOf({ measure: "margin" })).whyCostless).toBe("not-noted");
    expect([all, ...cohorts, ...compared].filter(({ costMinor, paidBackAfter }) => costMinor !== null || paidBackAfter !== null)).toEqual([]);
  });

  it("have no cost where it is noted in a currency that the shop has left, in the months and of the channel that are shown", async () => {
    const noteIn = (currency: string, of: string) => test.owner.query("UPDATE acquisition_spends SET currency = $2 WHERE shop_id = $1 AND lower(channel) = $3", [shop.shopId, currency, of]);
    const { rows: [run] } = await test.owner.query<{ currency: string }>("SELECT DISTINCT currency FROM score_runs WHERE shop_id = $1", [shop.shopId]);
    await noteIn("JPY", "pos");
    const whyOf = async (key: string) => (await shownOf({ measure: "margin", cut: "channel", group: `key:${key}` })).whyCostless;
    const why = [await whyOf("pos"), await whyOf("web"), await whyOf(COSTLESS)];
    await noteIn(run!.currency, "pos");
    expect(why).toEqual(["left-currency", "not-noted", "not-noted"]);
  });

  it("of a channel go by its own spend however it is spelled; of a quarter all its months have to be known; of a country nobody knows", async () => {
    const { cohorts } = await shownOf({ measure: "margin", cut: "channel", group: "key:pos" });
    expect(cohorts.map(({ costMinor }) => costMinor !== null)).toEqual(cohorts.map((_, index) => index === 1));
    expect((await shownOf({ measure: "margin", cut: "country" })).all.costMinor).toBeNull();
    const { compared, all } = await shownOf({ measure: "margin", cut: "channel" });
    const { cohorts: cohortsOfAll } = await shownOf({ measure: "margin" });
    expect(compared.filter(({ costMinor }) => costMinor !== null).map(({ key }) => key)).toEqual(["web", "pos"]);
    const [web] = straight("month", "netMinor", ({ keys }) => keys.channel === "web");
    const spent = cohortsOfAll[0]!.costMinor! * cohortsOfAll[0]!.customers;
    expect(compared.find(({ key }) => key === "web")).toMatchObject({
      costMinor: spent / web!.customers,
      paidBackAfter: web!.cells.findIndex((cell) => cell !== null && cell.totalMinor * 0.4 >= spent) + 1 || null,
    });
    expect(all.costMinor).not.toBeNull();
    const quarters = (await shownOf({ measure: "margin", length: "quarter" })).cohorts;
    const months = straight("month").map(({ firstDay }) => firstDay);
    const known = new Set(months.slice(0, 2));
    expect(quarters.map(({ costMinor }) => costMinor !== null)).toEqual(quarters.map(({ firstDay, lastDay }) =>
      months.filter((month) => month >= firstDay && month <= lastDay).every((month) => known.has(month))));
  });
});

describe("before there are cohorts", () => {
  it("nothing is shown, and it is known whether there are values", async () => {
    const { id } = await test.db.prisma.shop.create({ data: { domain: "fresh.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW } });
    const ask = async (currentRunId: bigint | null) => viewCohorts(deps(), { id, currency: "EUR", currentRunId }, parseCohortsQuery(new URLSearchParams()));
    expect(await ask(null)).toMatchObject({ isScored: false, isBehind: false, shown: null });
    expect(await ask(1n)).toMatchObject({ isScored: true, shown: null });
  });

  it("those of the run before stay, and are said to be", async () => {
    const before = await shownOf();
    await scoreShop(deps(), { shopId: String(shop.shopId) }, { onScored: storeSplits });
    const meanwhile = await view();
    expect([meanwhile.isBehind, meanwhile.shown]).toEqual([true, before]);
    await storeCohorts(deps(), { shopId: String(shop.shopId) });
    expect((await view()).isBehind).toBe(false);
  });
});

describe("the address", () => {
  it("says what is shown; what it does not know is as if absent", () => {
    const parse = (params: string) => parseCohortsQuery(new URLSearchParams(params));
    const plain = { length: "month", show: "value", measure: "net", per: "customer", cut: null, group: null };
    expect(parse("")).toEqual(plain);
    expect(parse("length=week&show=x&measure=gold&per=cat&cut=moon&group=key:web")).toEqual(plain);
    expect(parse("length=quarter&show=retention&measure=margin&per=total&cut=orderSize&group=key:2"))
      .toEqual({ length: "quarter", show: "retention", measure: "margin", per: "total", cut: "orderSize", group: "key:2" });
  });
});
