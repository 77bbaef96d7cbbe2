import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { childNode, orderNode } from "../../test/orders/order-node.ts";
import { type Dice, seededDice } from "../../test/clv/simulate-shop.ts";

const LINES_AN_ORDER = 2;
const PRODUCTS = 2000;
const FIRST = { order: 5_000_000_000_000, customer: 6_000_000_000_000, product: 7_000_000_000_000 };
const DAYS = 1000;
const LAST_DAY = Date.parse("2026-10-31T00:00:00Z");

/** A bulk operation's file with so many orders, each of two lines; nearly a third of its customers buy again. */
export async function writeBulkFile(path: string, orders: number): Promise<void> {
  const dice = seededDice(1);
  const file = createWriteStream(path);
  for (let index = 0; index < orders; index += 1) {
    if (!file.write(linesOf(index, orders, dice))) await once(file, "drain");
  }
  await finished(file.end());
}

function linesOf(index: number, orders: number, dice: Dice): string {
  const id = FIRST.order + index;
  const pick = (most: number) => Math.floor(dice() * most);
  const placed = new Date(LAST_DAY - Math.floor((1 - index / orders) * DAYS * 86_400_000)).toISOString();
  const seconds = `${placed.slice(0, 19)}Z`;
  const order = orderNode({
    id,
    name: `#${1000 + index}`,
    customer: FIRST.customer + pick(orders / 2),
    processedAt: seconds,
    updatedAt: seconds,
    currency: "EUR",
    taxesIncluded: true,
    subtotal: (10 + dice() * 200).toFixed(2),
    tax: (2 + dice() * 2).toFixed(2),
    shipping: { now: "4.90", first: "4.90", tax: "0.78" },
    country: pick(4) === 0 ? "AT" : "DE",
    visit: { source: "Google", utmParameters: pick(3) === 0 ? { source: "newsletter", campaign: `week-${pick(52)}` } : null },
    codes: pick(5) === 0 ? ["WELCOME10"] : [],
  });
  const lines = Array.from({ length: LINES_AN_ORDER }, () => {
    const product = pick(PRODUCTS);
    return childNode(id, { product: { id: FIRST.product + product, title: `Product number ${product}` } });
  });
  return [order, ...lines].map((node) => `${JSON.stringify(node)}\n`).join("");
}
