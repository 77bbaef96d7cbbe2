import { beforeAll, expect, it } from "vitest";
import { handlersOf } from "#app/job-handlers.server.ts";
import { ingestOrderJob } from "#app/orders/ingest-order.job.ts";
import { UnreadableRecord } from "#app/orders/unreadable-record.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { createDice, type Dice } from "#sandbox/fill/dice.ts";
import { useFileServer } from "../orders/fake-shopify.ts";
import { loadFile } from "../orders/load-file.ts";
import { childNode, lineNode, orderNode } from "../orders/order-node.ts";
import { createShop, NOW } from "../orders/shop-with-orders.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { spoilJson } from "./odd-json.ts";

const ORDERS = Number(process.env.FUZZ_ORDERS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Pages of lines that one order is asked for; a job that asks on and on never ends. */
const MOST_CALLS = 20;

const test = useTestDatabase();
const server = useFileServer();
let shopId: bigint;

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Shopify's answer about an order, as it should be. */
function answerAbout(id: number) {
  const shipping = { now: "5.0", first: "5.0", tax: "0.5" };
  const visit = { source: "google", utmParameters: { source: "mail", campaign: "spring" } };
  const order = orderNode({ id, customer: 40 + (id % 7), shipping, visit, country: "GB", codes: ["TEN"], discount: "1.0" });
  const nodes = [lineNode(), lineNode({ isGiftCard: true, price: "20.0" })];
  return { order: { ...order, lineItems: { nodes, pageInfo: { hasNextPage: false, endCursor: "x" } } } };
}

type Answer = { order?: Partial<ReturnType<typeof answerAbout>["order"]> | null };

/** The same with one thing wrong with it; what is no JSON never gets as far as this. */
function drawAnswer(dice: Dice, id: number): Answer {
  for (;;) {
    try {
      return JSON.parse(spoilJson(dice, answerAbout(id))) as Answer;
    } catch {
      continue;
    }
  }
}

/** Works the order's job for the last time on that answer. @returns what it threw */
async function ingest(id: number, answer: unknown): Promise<unknown> {
  let calls = 0;
  const run = async () => {
    calls += 1;
    if (calls > MOST_CALLS) throw new Error("It asks on and on");
    return answer as never;
  };
  const deps = { ...buildTestDeps(test.db, { clock: () => NOW, fetch }), shopify: { run } };
  const handler = handlersOf(deps).find((it) => it.job === ingestOrderJob.name)!;
  return handler.run({ shopId: String(shopId), orderId: String(id) }, { isLast: true }).then(() => null, (error: unknown) => error);
}

beforeAll(async () => {
  shopId = await createShop(test.db, "herbs");
});

it("an order as Shopify should not write it is taken, or refused by name and leaves what is known of it", async () => {
  const dice = createDice(SEED);
  const wrong: string[] = [];
  const refused = new Set<number>();
  const gone = new Set<number>();
  for (let id = 1; id <= ORDERS; id += 1) {
    expect(await ingest(id, answerAbout(id))).toBeNull();
    const answer = drawAnswer(dice, id);
    const error = await ingest(id, answer);
    if (answer.order === null) gone.add(id);
    if (error === null) continue;
    refused.add(id);
    if (!(error instanceof UnreadableRecord && error.message.includes("Order"))) wrong.push(`${String(error)}: ${JSON.stringify(answer).slice(0, 2000)}`);
  }
  expect(wrong).toEqual([]);
  const noted = await test.owner.query<{ id: string }>("SELECT order_id AS id FROM unread_orders WHERE reason <> '' ORDER BY order_id");
  expect(noted.rows.map((it) => Number(it.id))).toEqual([...refused]);
  expect(refused.size).toBeGreaterThan(ORDERS / 2);
  expect(ORDERS - refused.size, "taken").toBeGreaterThan(ORDERS / 20);
  const known = await test.owner.query<{ id: string }>("SELECT id FROM orders ORDER BY id");
  expect(known.rows.map((it) => Number(it.id))).toEqual(upTo(ORDERS).filter((id) => !gone.has(id)));
}, 300_000);

it.each(["order", "line", "parent"])("a file in which every other order has an odd %s is read to its end: the rest is taken, what is not is named", async (what) => {
  const dice = createDice(SEED);
  const file = await createShop(test.db, `file-${what}`);
  const spoil = (node: object, isOdd: boolean) => (isOdd ? spoilJson(dice, node) : JSON.stringify(node));
  const lines = upTo(ORDERS).flatMap((id) => {
    const { __parentId, ...line } = childNode(id, { isGiftCard: id % 3 === 0 });
    const isOdd = id % 2 === 0;
    const ofParent = what === "parent" && isOdd ? `{"__parentId":${dice.pick(["null", "17", '""', '"gid://shopify/Order/999999"', '"gid://shopify/Order/x"', "[]"])},` : `{"__parentId":"${__parentId}",`;
    return [spoil(orderNode({ id }), isOdd && what === "order"), spoil(line, isOdd && what === "line").replace("{", ofParent)];
  });
  server.files.set(`/${what}`, { body: [lines.map((line) => `${line}\n`).join("")] });
  const progress = await loadFile(test.db, file, `${server.url}/${what}`, { currency: "USD", timeZone: "America/New_York", readAt: NOW, rule: GOODS_ALONE });
  expect(progress.linesRead).toBe(2 * ORDERS);
  expect(progress.linesRefused).toBeGreaterThan(ORDERS / 8);
  expect(progress.refusals.filter((it) => it.length < 10 || it.length > 500)).toEqual([]);
  const { rows } = await test.owner.query<{ id: string; net: string }>("SELECT id, net_minor AS net FROM orders WHERE shop_id = $1 ORDER BY id", [file]);
  const right = new Map(rows.map(({ id, net }) => [Number(id), Number(net)]));
  for (let id = 1; id <= ORDERS; id += 2) expect(right.get(id), `order ${id}`).toBe(id % 3 === 0 ? 9000 : 10_000);
}, 120_000);
