import type { Database } from "../db/database.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { SHOP_DATA, type ShopDataPart } from "./shop-data.ts";

/** Some rows of a back-test or an answer are long. */
const ROWS_A_PAGE = 500;

type Column = { name: string; type: string };
type Line = { line: string; key: string[] };

/**
 * A part of what is kept of a shop, a line of JSON a row: `{"table": …, "row": …}`. Each page is read where the one before
 * it ended, in a transaction of its own, so that nobody's slow line holds one open: what changes meanwhile may be
 * missing or be there twice.
 */
export async function* readShopData(db: Database, shopId: bigint, part: ShopDataPart): AsyncGenerator<string> {
  for (const table of SHOP_DATA[part]) {
    const { columns, key } = await withShop(db, shopId, async (tx) => ({ columns: await toldOf(tx, table), key: await keyOf(tx, table) }));
    for (let after: string[] | null = null; ; ) {
      const lines: Line[] = await withShop(db, shopId, (tx) => readPage(tx, shopId, { table, columns, key, after }));
      const last = lines.at(-1);
      if (last === undefined) break;
      yield lines.map(({ line }) => `${line}\n`).join("");
      // A table with a row a shop has nowhere to go on from.
      if (last.key.length === 0) break;
      after = last.key;
    }
  }
}

/** Those that say something of their own: what PostgreSQL works out repeats the others, as a number that only we can read. */
async function toldOf(tx: ShopTransaction, table: string): Promise<string[]> {
  const columns = await tx.$queryRaw<{ name: string }[]>`
    SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum`;
  return columns.map(({ name }) => name);
}

/** The columns of a table's key after the shop's, in their order. */
function keyOf(tx: ShopTransaction, table: string): Promise<Column[]> {
  return tx.$queryRaw<Column[]>`
    SELECT attname::text AS name, format_type(atttypid, NULL) AS type
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
    WHERE indisprimary AND indrelid = ${table}::regclass AND attname <> ${shopColumn(table)}
    ORDER BY array_position(indkey::int2[], attnum)`;
}

type Page = { table: string; columns: readonly string[]; key: readonly Column[]; after: string[] | null };

/** Names come from the lists above and from the catalogue; what a reader sends never does. */
function readPage(tx: ShopTransaction, shopId: bigint, { table, columns, key, after }: Page): Promise<Line[]> {
  const names = key.map(({ name }) => `"${name}"`).join(", ");
  const places = key.map(({ type }, index) => `$${index + 2}::text::${type}`).join(", ");
  const from = after === null ? "" : `AND (${names}) > (${places})`;
  const order = key.length === 0 ? "" : `ORDER BY ${names}`;
  const told = columns.map((name) => `"${name}"`).join(", ");
  const statement = `
    SELECT json_build_object('table', '${table}', 'row', (SELECT row_to_json(told) FROM (SELECT ${told}) told))::text AS line,
      ARRAY[${key.map(({ name }) => `"${name}"::text`).join(", ")}]::text[] AS key
    FROM "${table}" WHERE "${shopColumn(table)}" = $1 ${from} ${order} LIMIT ${ROWS_A_PAGE}`;
  return tx.$queryRawUnsafe<Line[]>(statement, shopId, ...(after ?? []));
}

function shopColumn(table: string): string {
  return table === "shops" ? "id" : "shop_id";
}
