import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { readLedgerTotals } from "#app/orders/ledger-totals.repo.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { useFileServer } from "./fake-shopify.ts";
import { childNode, orderNode } from "./order-node.ts";
import { createShop } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();

const ORDERS = 25_000;
const LINES_AN_ORDER = 4;
/** What is loaded with the code takes some 35 of it. */
const HEAP_MB = 50;

/** Children far behind their parents, one in ten orders with a gift card: 125,000 lines, about 75 MB. */
function* bigFile(): Generator<string> {
  const group = 500;
  for (let first = 1; first <= ORDERS; first += group) {
    let text = "";
    for (let id = first; id < first + group; id += 1) text += `${JSON.stringify(orderNode({ id, customer: 1 + (id % 999) }))}\n`;
    for (let line = 0; line < LINES_AN_ORDER; line += 1) {
      for (let id = first; id < first + group; id += 1) {
        text += `${JSON.stringify(childNode(id, { isGiftCard: line === 0 && id % 10 === 0 }))}\n`;
      }
    }
    yield text;
  }
}

it(`reads ${ORDERS * (1 + LINES_AN_ORDER)} lines in a heap of ${HEAP_MB} MB`, { timeout: 240_000 }, async () => {
  const shopId = await createShop(test.db, "big");
  server.files.set("/big.jsonl", { body: { [Symbol.iterator]: bigFile } });
  const worker = new Worker(new URL("./load-in-worker.ts", import.meta.url), {
    workerData: { databaseUrl: test.url, shopId, url: `${server.url}/big.jsonl` },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    execArgv: [],
  });
  await new Promise((resolve, reject) => {
    worker.once("exit", resolve);
    worker.once("error", reject);
  });
  const totals = await withShop(test.db, shopId, (tx) => readLedgerTotals(tx, shopId));
  expect(totals.counted).toEqual({ orders: ORDERS, netMinor: ORDERS * 10_000 - (ORDERS / 10) * 1_000 });
});
