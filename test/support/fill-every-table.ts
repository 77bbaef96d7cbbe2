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

/** Those that a row cannot do without, and those that name a customer. */
const COLUMNS = `
  SELECT column_name AS name, udt_name AS type, coalesce(column_name = ANY(key.columns), false) AS is_key
  FROM information_schema.columns, (
    SELECT array_agg(attname::text) AS columns FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
    WHERE indisprimary AND indrelid = $1::text::regclass) AS key
  WHERE table_schema = 'public' AND table_name = $1::text AND is_generated = 'NEVER'
    AND (column_name ~ 'customer_id$' OR (is_nullable = 'NO' AND column_default IS NULL))`;

/** Puts a row into every table of the shop, with the customer in every column that names one, and the order's id. */
export async function fillEveryTable(owner: Pool, shopId: bigint, customerId: bigint, orderId: bigint): Promise<void> {
  for (const { table } of await tablesWith(owner, /^shop_id$/)) {
    const { rows: columns } = await owner.query<{ name: string; type: string; is_key: boolean }>(COLUMNS, [table]);
    const values = columns.map(({ name, type, is_key }) => {
      if (name === "shop_id") return String(shopId);
      if (name.endsWith("customer_id")) return String(customerId);
      if (name === "file_id") return `(SELECT max(id) FROM customer_files WHERE shop_id = ${shopId})`;
      if (name === "value_tier") return "'vip'";
      if (name === "stage" && type === "text") return "'new'";
      if (name === "digest") return `sha256('${shopId}/${orderId}')`;
      // Of two rows that differ in nothing else.
      if ((is_key && type !== "date") || name === "order_id") return type === "text" ? `'${orderId}'` : String(orderId);
      const value = VALUES[type];
      if (value === undefined) throw new Error(`${table}.${name}: what is a ${type}?`);
      return value;
    });
    // Of one row a shop the first stays.
    const conflict = columns.every((it) => !it.is_key || it.name === "shop_id") ? " ON CONFLICT DO NOTHING" : "";
    await owner.query(`INSERT INTO ${table} (${columns.map((it) => `"${it.name}"`).join()}) VALUES (${values.join()})${conflict}`);
  }
}
