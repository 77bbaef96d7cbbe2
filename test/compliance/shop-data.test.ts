import { beforeAll, expect, it } from "vitest";
import { readShopData } from "#app/compliance/read-shop-data.server.ts";
import { SHOP_DATA, SHOP_DATA_PARTS, WITHHELD_TABLES } from "#app/compliance/shop-data.ts";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addShop, type ScoredShop } from "../views/scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;
let other: ScoredShop;

beforeAll(async () => {
  shop = await addShop(test.db, test.owner, "one");
  other = await addShop(test.db, test.owner, "other");
  await fillEveryTable(test.owner, shop.id, 41n, 51n);
  await fillEveryTable(test.owner, other.id, 42n, 52n);
});

type Line = { table: string; row: Record<string, unknown> };

async function read(part: keyof typeof SHOP_DATA, shopId: bigint): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const page of readShopData(test.db, shopId, part)) {
    for (const line of page.trimEnd().split("\n")) lines.push(JSON.parse(line) as Line);
  }
  return lines;
}

it("every table of a shop is in a part, or withheld with a reason", async () => {
  const tables = (await tablesWith(test.owner, /^shop_id$/)).map(({ table }) => table);
  const named = [...Object.values(SHOP_DATA).flat(), ...WITHHELD_TABLES];
  expect(named.toSorted()).toEqual([...tables, "shops"].toSorted());
});

it.each(SHOP_DATA_PARTS)("the part %s has rows of each of its tables, all of the shop", async (part) => {
  const lines = await read(part, shop.id);
  expect(new Set(lines.map(({ table }) => table))).toEqual(new Set(SHOP_DATA[part]));
  for (const { table, row } of lines) expect(row[table === "shops" ? "id" : "shop_id"], table).toBe(Number(shop.id));
});

it("a row has its columns, but for what PostgreSQL works out of them", async () => {
  const { row } = (await read("customers", shop.id)).find(({ table }) => table === "customer_scores")!;
  const { rows } = await test.owner.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'customer_scores' ORDER BY ordinal_position",
  );
  expect(Object.keys(row)).toEqual(rows.map(({ name }) => name).filter((name) => name !== "segment"));
});

it("a part goes on from page to page, and has every row once", async () => {
  await test.owner.query("INSERT INTO products (shop_id, id, title) SELECT $1, n, 'A ' || n FROM generate_series(1000, 2200) n", [shop.id]);
  await test.owner.query(
    `INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since) SELECT $1, n / 2 + 1000, (ARRAY['automated-decisions', 'sale-of-data'])[n % 2 + 1], now()
     FROM generate_series(0, 1001) n`,
    [shop.id],
  );
  const products = (await read("orders", shop.id)).filter(({ table }) => table === "products");
  expect(products.map(({ row }) => row.id).filter((id) => Number(id) >= 1000)).toEqual(Array.from({ length: 1201 }, (_, index) => 1000 + index));
  const optOuts = (await read("privacy", shop.id)).filter(({ table, row }) => table === "customer_opt_outs" && Number(row.customer_id) >= 1000);
  expect(new Set(optOuts.map(({ row }) => `${row.customer_id} ${row.kind}`)).size).toBe(1002);
  expect(optOuts).toHaveLength(1002);
});
