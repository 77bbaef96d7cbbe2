import type { Pool } from "pg";

/** A value that fits, by PostgreSQL's name of the type. */
const VALUES: Record<string, string> = {
  int8: "1",
  int4: "1",
  float8: "1",
  bool: "false",
  text: "'x'",
  _text: "'{x}'",
  bpchar: "'GBP'",
  bytea: "'\\x00'",
  jsonb: "'{}'",
  timestamptz: "'2026-11-21T12:00:00Z'",
  date: "'2026-11-21'",
};

/** Every table with one of these columns, and which of them it has. */
export async function tablesWith(owner: Pool, column: RegExp): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await owner.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND column_name ~ $1
     GROUP BY table_name ORDER BY table_name`,
    [column.source],
  );
  return rows;
}

/** Puts a row into every table of the shop, with the customer in every column that names one, and the order's id. */
export async function fillEveryTable(owner: Pool, shopId: bigint, customerId: bigint, orderId: bigint): Promise<void> {
  for (const { table } of await tablesWith(owner, /^shop_id$/)) {
    const { rows: columns } = await owner.query<{ name: string; type: string }>(
      `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1
         AND (column_name ~ 'customer_id$' OR (is_nullable = 'NO' AND column_default IS NULL))`,
      [table],
    );
    const values = columns.map(({ name, type }) => {
      if (name === "shop_id") return String(shopId);
      if (name.endsWith("customer_id")) return String(customerId);
      if (name === "order_id") return String(orderId);
      if (name === "digest") return `sha256('${shopId}/${orderId}')`;
      if (name === "id") return type === "int8" ? String(orderId) : `'${orderId}'`;
      const value = name === "webhook_id" || name === "kind" ? `'${orderId}'` : VALUES[type];
      if (value === undefined) throw new Error(`${table}.${name}: what is a ${type}?`);
      return value;
    });
    await owner.query(`INSERT INTO ${table} (${columns.map((it) => `"${it.name}"`).join()}) VALUES (${values.join()})`);
  }
}
