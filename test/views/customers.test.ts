import { beforeAll, describe, expect, it, vi } from "vitest";
import { Prisma } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { SCORE_SORTS } from "#app/scoring/score-sort.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { viewCustomers } from "#app/views/customers.view.server.ts";
import { pageOf } from "#app/views/list-page.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addScores, addShop, type ScoredShop } from "./scored-shop.ts";

const test = useTestDatabase();
let small: ScoredShop;
let large: ScoredShop;

const CHANNELS = ["web", "pos", null];

/** Customer n came through one of three channels, to one of two countries, for one of five products. */
const addOrigins = ({ id }: ScoredShop, customers: number) =>
  test.owner.query(
    `INSERT INTO customer_origins (shop_id, customer_id, channel, country, first_product)
     SELECT $1, n, ($3::text[])[1 + n % 3], (ARRAY['GB', 'SE'])[1 + n % 2], n % 5 FROM generate_series(1, $2::int) n`,
    [id, customers, CHANNELS],
  );

beforeAll(async () => {
  small = await addShop(test.db, test.owner, "small");
  large = await addShop(test.db, test.owner, "large");
  await addScores(test.owner, small, 230);
  await addScores(test.owner, large, 100_000);
  await addOrigins(small, 230);
  // Another shop's customer of the same number came from elsewhere.
  await addOrigins(large, 100_000);
  await test.owner.query("UPDATE customer_origins SET channel = 'web', country = 'FR', first_product = 9 WHERE shop_id = $1 AND customer_id <= 230", [large.id]);
  await test.owner.query("ANALYZE customer_origins");
});

const ask = (params: string, shop = small, ids: bigint[] | null = null) =>
  viewCustomers(test.db, shop, parseCustomersQuery(new URLSearchParams(params)), ids);

/** Every page from the first to the last. */
async function leaf(params: string) {
  const pages = [await ask(params)];
  for (let next = pages[0]!.next; next !== null; next = pages.at(-1)!.next) pages.push(await ask(`${params}&after=${next}`));
  return pages;
}

describe("the list of customers", () => {
  const ways = SCORE_SORTS.flatMap((sort) => ["asc", "desc"].map((dir) => [sort, dir] as const));

  it.each(ways)("by %s %s shows everyone once, sorted, though many are equal", async (sort, dir) => {
    const rows = (await leaf(`sort=${sort}&dir=${dir}`)).flatMap((page) => page.rows);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(230);
    expect(rows).toHaveLength(230);
    const columns = {
      "lifetime-value": "lifetimeValueMinor", "historic-value": "historicValueMinor", "predicted-value": "predictedValueMinor",
      "last-order": "lastOrderDay", orders: "orders",
    } as const;
    const values = rows.map((row) => row[columns[sort]]);
    const sorted = values.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
    expect(values).toEqual(dir === "asc" ? sorted : sorted.reverse());
  });

  it("goes back over the pages that it came by", async () => {
    const there = await leaf("sort=historic-value");
    const back = [there.at(-1)!];
    for (let to = back[0]!.previous; to !== null; to = back.at(-1)!.previous) back.push(await ask(`sort=historic-value&before=${to}`));
    expect(back.map(({ rows }) => rows.map(({ id }) => id))).toEqual(there.toReversed().map(({ rows }) => rows.map(({ id }) => id)));
    expect(there[0]!.previous).toBeNull();
  });

  it("keeps to a tier and a stage", async () => {
    const rows = (await leaf("tier=vip&stage=lost")).flatMap((page) => page.rows);
    // n mod 4 = 0 and n mod 5 = 4
    expect(rows.map(({ id }) => Number(id)).sort((one, other) => one - other)).toEqual([4, 24, 44, 64, 84, 104, 124, 144, 164, 184, 204, 224]);
    expect(new Set(rows.map(({ tier, stage }) => `${tier} ${stage}`))).toEqual(new Set(["vip lost"]));
  });

  const lastDay = (n: number) => new Date(Date.UTC(2026, 0, 1 + (n % 300))).toISOString().slice(0, 10);
  const FILTERS: [string, (n: number) => boolean][] = [
    ["tier=vip,low", (n) => n % 4 === 0 || n % 4 === 3],
    ["stage=new,lost", (n) => n % 5 === 0 || n % 5 === 4],
    ["channel=pos", (n) => n % 3 === 1],
    ["country=SE", (n) => n % 2 === 1],
    ["product=3", (n) => n % 5 === 3],
    ["from=2026-02-01", (n) => lastDay(n) >= "2026-02-01"],
    ["to=2026-02-01", (n) => lastDay(n) <= "2026-02-01"],
    ["min=6000", (n) => (n % 97) * 150 >= 6000],
    ["max=6000", (n) => (n % 97) * 150 <= 6000],
  ];
  const pairs = FILTERS.flatMap(([one, isOne], place) => FILTERS.slice(place + 1).map(([other, isOther]) => [`${one}&${other}`, (n: number) => isOne(n) && isOther(n)] as const));

  it.each([...FILTERS, ...pairs])("with %s shows just whom that means, each once, by whatever it is sorted", async (filter, isMeant) => {
    const meant = Array.from({ length: 230 }, (_, index) => index + 1).filter((n) => isMeant(n));
    for (const sort of SCORE_SORTS) {
      const rows = (await leaf(`${filter}&sort=${sort}`)).flatMap((page) => page.rows);
      expect(rows.map(({ id }) => Number(id)).sort((one, other) => one - other)).toEqual(meant);
    }
  });

  it("keeps to the customers that a search found, and is empty where it found none", async () => {
    expect((await ask("", small, [7n, 9n, 999_999n])).rows.map(({ id }) => id)).toEqual(["9", "7"]);
    expect(await ask("", small, [])).toMatchObject({ scored: true, rows: [], next: null, previous: null });
  });

  it("says that nothing is scored yet", async () => {
    expect(await viewCustomers(test.db, { id: small.id, currentRunId: null }, parseCustomersQuery(new URLSearchParams()), null)).toMatchObject({
      scored: false, rows: [],
    });
  });

  it("shows nothing of another shop, even with that shop's run", async () => {
    expect((await ask("", { id: small.id, currentRunId: large.currentRunId })).rows).toEqual([]);
  });
});

describe("a hundred thousand customers", () => {
  it.each(SCORE_SORTS)("by %s: a page deep inside is found in the index alone, without leafing through", async (sort) => {
    const deep = sort === "last-order" ? "2026-06-01_50000" : "3_50000";
    const query = parseCustomersQuery(new URLSearchParams({ sort, dir: "desc", after: deep }));
    const plan = await withShop(test.db, large.id, (tx) =>
      tx.$queryRaw<{ "QUERY PLAN": unknown }[]>(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${pageOf({ shopId: large.id, runId: large.currentRunId }, query, null)}`),
    );
    const text = JSON.stringify(plan);
    expect(text).toContain('"Node Type":"Index Only Scan"');
    expect(text).not.toContain('"Node Type":"Seq Scan"');
    // Rows that were read and thrown away, or sorted, would grow with the depth of the page.
    expect(text).not.toMatch(/"Rows Removed by Filter":[1-9]/);
    expect(Math.max(...[...text.matchAll(/"Actual Rows":(\d+)/g)].map(([, rows]) => Number(rows)))).toBe(51);
  });

  it("looks for the few whom a filter keeps without reading the rows of all others", async () => {
    const query = parseCustomersQuery(new URLSearchParams("tier=vip&stage=lost&min=3000&sort=orders&dir=asc"));
    // Pages that somebody else holds at that moment are not vacuumed.
    await vi.waitFor(async () => {
      await test.owner.query("VACUUM customer_scores");
      const plan = await withShop(test.db, large.id, (tx) =>
        tx.$queryRaw<{ "QUERY PLAN": unknown }[]>(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${pageOf({ shopId: large.id, runId: large.currentRunId }, query, null)}`),
      );
      expect(JSON.stringify(plan)).toMatch(/"Node Type":"Index Only Scan".*"Heap Fetches":0,/);
    }, 10_000);
  });

  it.each([["few", 280], ["most", 80]] as const)("finds who came by a young channel, %s of the shop's customers, behind all who have stayed away longer", async (channel, youngest) => {
    const youngOnes = "FROM customer_scores s WHERE s.shop_id = o.shop_id AND s.customer_id = o.customer_id AND s.customer_id % 300 >= $3";
    await test.owner.query(`UPDATE customer_origins o SET channel = $2 ${youngOnes} AND o.shop_id = $1`, [large.id, channel, youngest]);
    await test.owner.query("ANALYZE customer_origins");
    const { rows, next } = await ask(`channel=${channel}&sort=last-order&dir=asc`, large);
    const first = Array.from({ length: 50 }, (_, index) => String(youngest + index * 300));
    expect(rows.map(({ id }) => id)).toEqual(first);
    const following = await ask(`channel=${channel}&tier=vip&min=1500&sort=last-order&dir=asc&after=${next}`, large);
    expect(following.rows).toHaveLength(50);
    expect(following.rows.every(({ id, tier, lifetimeValueMinor }) => Number(id) % 300 >= youngest && tier === "vip" && lifetimeValueMinor >= 1500)).toBe(true);
    expect((await ask(`channel=${channel}&sort=last-order&dir=asc&before=${next}`, large)).rows.map(({ id }) => id)).toEqual(first.slice(0, 49));
  });

  it.each(["before=0_1", "tier=low&stage=lost"])("gives a whole page for %s", async (params) => {
    expect((await ask(params, large)).rows).toHaveLength(50);
  });
});
