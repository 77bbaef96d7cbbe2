import { copyRow } from "./copy-row.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import type { OrderLine } from "./order-basket.ts";
import { orderValues } from "./order-columns.ts";
import type { StagedRows } from "./staged-orders.repo.server.ts";

/** Products whose titles are remembered: nearly all shops have fewer, and each is then staged once. */
const TITLES_REMEMBERED = 20_000;
/** Text becomes bytes soon: in thousands of pieces it would outlive the young part of the memory and fill the old one. */
const TEXT_CHARACTERS = 65_536;

type OrderRows = {
  add(order: LedgerOrder, lines: readonly OrderLine[]): void;
  /** Orders that wait. */
  count(): number;
  /** What waits; afterwards nothing does. */
  take(): StagedRows;
};

/** Gathers orders that Shopify was asked for at one time into rows for COPY. */
export function createOrderRows(readAt: Date): OrderRows {
  const titles = new Map<bigint, string>();
  let orders: Buffer[] = [];
  let count = 0;
  let text = "";
  let products = "";

  const endText = () => {
    orders.push(Buffer.from(text));
    text = "";
  };

  return {
    add(order, lines) {
      text += copyRow([...orderValues(order), String(order.saleOptOut)]);
      count += 1;
      if (text.length > TEXT_CHARACTERS) endText();
      for (const { product } of lines) {
        if (product === null || titles.get(product.id) === product.title) continue;
        if (titles.size === TITLES_REMEMBERED) titles.clear();
        titles.set(product.id, product.title);
        products += copyRow([String(product.id), product.title]);
      }
    },
    count: () => count,
    take() {
      endText();
      const taken = { orders, products, rows: count, readAt };
      [orders, products, count] = [[], "", 0];
      return taken;
    },
  };
}
