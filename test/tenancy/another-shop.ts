import type { Pool } from "pg";
import { expect } from "vitest";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";

/** Of the shop that nobody may look into; nothing else in a test's database has these numbers. */
export const THEIR_CUSTOMER = 771_000_001n;
export const THEIR_ORDER = 772_000_002n;
const THEIR_SHOP_ID = 773_000_003n;
export const THEIR_DOMAIN = "not-ours.myshopify.com";

/** A shop with a row in every table. @returns its id */
export async function addAnotherShop(owner: Pool): Promise<bigint> {
  await owner.query(
    "INSERT INTO shops (id, domain, currency, time_zone, scopes, installed_at) VALUES ($1, $2, 'GBP', 'Europe/London', '{read_all_orders}', '2026-01-01')",
    [THEIR_SHOP_ID, THEIR_DOMAIN],
  );
  await fillEveryTable(owner, THEIR_SHOP_ID, THEIR_CUSTOMER, THEIR_ORDER);
  return THEIR_SHOP_ID;
}

/** Everything that is theirs, the queue included. */
async function readTheirs(owner: Pool): Promise<Record<string, string | null>> {
  const all: Record<string, string | null> = {};
  const read = async (name: string, sql: string, value: unknown) => {
    const { rows } = await owner.query<{ text: string | null }>(`SELECT string_agg(row::text, ' ' ORDER BY row::text) AS text FROM (${sql}) AS row`, [value]);
    all[name] = rows[0]!.text;
  };
  for (const { table } of await tablesWith(owner, /^shop_id$/)) await read(table, `SELECT * FROM ${table} WHERE shop_id = $1`, THEIR_SHOP_ID);
  await read("shops", "SELECT * FROM shops WHERE id = $1", THEIR_SHOP_ID);
  await read("jobs", "SELECT key, payload::text FROM graphile_worker._private_jobs WHERE flags ? $1", `shop:${THEIR_SHOP_ID}`);
  return all;
}

/** Does something in the name of our shop, and sees to it that nothing of theirs is another. */
export async function leavesThemAlone<T>(owner: Pool, act: () => Promise<T>): Promise<T> {
  const before = await readTheirs(owner);
  expect(Object.values(before).filter((text) => text?.includes(String(THEIR_SHOP_ID))).length).toBeGreaterThan(15);
  const result = await act();
  expect(await readTheirs(owner)).toEqual(before);
  return result;
}
