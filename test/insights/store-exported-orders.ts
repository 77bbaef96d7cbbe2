import type pg from "pg";
import type { Database } from "#app/db/database.server.ts";
import { readStraight } from "../support/sum-straight.ts";
import type { LedgerOrder } from "./cohorts-straight.ts";

/** One statement a file: 28,000 orders in a second. */
const INSERT = `
  INSERT INTO orders (shop_id, id, customer_id, name, processed_at, order_day, updated_at, test, financial_status, currency, taxes_included,
    current_subtotal_minor, current_tax_minor, gift_card_minor, refund_discrepancy_minor, net_minor, exclusion)
  SELECT $1, id, customer, '#' || id, at, (at AT TIME ZONE 'UTC')::date, at, false, 'PAID', $7, false, net, 0, 0, 0, net, exclusion
  FROM unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[], $6::text[]) AS row (id, customer, at, net, exclusion)`;

/** The file's orders as their text says, numbered as they stand there. */
export function readExportedOrders(file: string): LedgerOrder[] {
  const { orders, cell, cents } = readStraight(file);
  const numbers = new Map<string, number>();
  return orders.map((row, index) => {
    const email = cell(row, "Email");
    if (email !== "" && !numbers.has(email)) numbers.set(email, numbers.size + 1);
    const netMinor = Number(cents(row, "Subtotal") - cents(row, "Refunded Amount"));
    return { id: index + 1, customer: numbers.get(email) ?? null, at: new Date(cell(row, "Created at")), netMinor, revenueMinor: netMinor, keys: {}, exclusion: netMinor > 0 ? null : "not-positive" };
  });
}

/** Puts them into the ledger of a new shop, which is in UTC. */
export async function storeExportedOrders(db: Database, owner: pg.Pool, shop: { handle: string; currency: string }, orders: readonly LedgerOrder[]) {
  const { handle, currency } = shop;
  const { id } = await db.prisma.shop.create({ data: { domain: `${handle}.myshopify.com`, currency, timeZone: "UTC", scopes: [], installedAt: new Date() } });
  const column = (name: "id" | "customer" | "at" | "netMinor" | "exclusion") => orders.map((order) => order[name]);
  await owner.query(INSERT, [id, column("id"), column("customer"), column("at"), column("netMinor"), column("exclusion"), currency]);
  await owner.query("ANALYZE orders");
  return id;
}
