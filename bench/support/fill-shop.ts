import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { dayName } from "#app/time/day-name.ts";
import type { SimulatedOrders } from "./simulate-orders.ts";

/** As long as Shopify's. */
const FIRST_CUSTOMER_ID = 6_000_000_000_000;
const FIRST_ORDER_ID = 5_000_000_000_000;
const ROWS_A_CHUNK = 2000;
const TAX_RATE = 0.19;
/** Shipping and its tax, which comes on top as the goods' does. */
const SHIPPING = "500\t95";
const CHANNELS = ["web", "web", "web", "pos", "580111"];
/** Orders have come by it only for so many days: none of its customers has stayed away for longer. */
export const YOUNG_CHANNEL = "tiktok";
const YOUNG_CHANNEL_DAYS = 120;
const COUNTRIES = ["DE", "DE", "DE", "FR", "AT", "NL", "KR", "US", "\\N"];
const SOURCES = ["google", "newsletter", "instagram", "\\N"];
const DISCOUNTS = ["none", "none", "code", "without-code"];

/** An installed shop without orders. */
export async function addShop(owner: pg.Client, domain: string): Promise<bigint> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO shops (domain, currency, time_zone, scopes, installed_at)
     VALUES ($1, 'EUR', 'UTC', '{}', '2024-01-01') RETURNING id`,
    [domain],
  );
  return BigInt(rows[0]!.id);
}

type Part = {
  begin: number;
  /** The first row that is not stored. */
  end: number;
  /** The day number that the simulation's day 0 is. */
  firstDay: number;
};

/** Stores a part of the orders, in the order in which they came. */
export async function addOrders(owner: pg.Client, shopId: bigint, orders: SimulatedOrders, { begin, end, firstDay }: Part): Promise<void> {
  const columns = `shop_id, id, customer_id, name, processed_at, order_day, updated_at, test, financial_status, currency, taxes_included,
    current_subtotal_minor, current_tax_minor, gift_card_minor, refund_discrepancy_minor, shipping_minor, shipping_tax_minor, net_minor, channel, country, visit_source, discount, product_ids`;
  const youngFrom = orders.day.at(-1)! - YOUNG_CHANNEL_DAYS;
  const channelsOn = (day: number) => (day > youngFrom ? [...CHANNELS, YOUNG_CHANNEL] : CHANNELS);
  const lineOf = (row: number) => {
    const day = dayName(firstDay + orders.day[row]!);
    const minor = orders.netMinor[row]!;
    return `${shopId}\t${FIRST_ORDER_ID + row}\t${FIRST_CUSTOMER_ID + orders.customer[row]!}\t#${row}\t${day} 12:00Z\t${day}\t${day} 12:00Z\tf\tPAID\tEUR\tf\t${minor}\t${Math.round(minor * TAX_RATE)}\t0\t0\t${SHIPPING}\t${minor}\t${traitsOf(row, channelsOn(orders.day[row]!))}\n`;
  };
  await pipeline(Readable.from(chunksOf(begin, end, lineOf)), owner.query(copyFrom(`COPY orders (${columns}) FROM STDIN`)));
  await owner.query("VACUUM ANALYZE orders");
}

/** Few channels and sources, some countries and many products, whichever the order's place in the file makes them. */
function traitsOf(row: number, channels: readonly string[]): string {
  const pick = (them: readonly string[], salt: number) => them[Math.floor(((row * 2654435761 + salt * 40503) % 65536) / 65536 * them.length)]!;
  const product = 7_000_000_000_000 + ((row * 48271) % 500);
  return [pick(channels, 1), pick(COUNTRIES, 2), pick(SOURCES, 3), pick(DISCOUNTS, 4), `{${product}}`].join("\t");
}

function* chunksOf(begin: number, end: number, lineOf: (row: number) => string): Generator<string> {
  for (let start = begin; start < end; start += ROWS_A_CHUNK) {
    let text = "";
    for (let row = start; row < Math.min(start + ROWS_A_CHUNK, end); row += 1) text += lineOf(row);
    yield text;
  }
}
