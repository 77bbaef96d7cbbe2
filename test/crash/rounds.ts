import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { scoreShopJob } from "#app/segments/score-shop.job.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { installApp } from "../../scripts/demo/install-app.ts";
import { eventually } from "../support/eventually.ts";
import { insist, query } from "./mortal-postgres.ts";
import type { MortalStack } from "./mortal-stack.ts";

/** Something that keeps the app busy; what has begun goes on until the queue is empty. */
export type Round = {
  name: string;
  begin: (stack: MortalStack) => Promise<void>;
  /** What is cut off at this moment is what the round is about. */
  isUnderWay: (stack: MortalStack) => boolean | Promise<boolean>;
};

const DAY_MS = 86_400_000;
/** The app's processes read the sandbox's clock once a second. */
const CLOCK_SPREADS_IN_MS = 2000;
const EVENTS = 40;
const EVENTS_AT_ONCE = 5;
const BETWEEN_EVENTS_MS = 350;
const PATIENCE_SECONDS = 300;
/**
 * What the clock asks for, each hour and each night, is left out. After a jump of the clock a worker that lives through
 * it makes up for the whole month, beside the rounds that follow, and one that starts after it for half a day. Everybody
 * scored in the middle of a flood, in one play and not in the other, would rightly hold other tiers
 * (app/segments/assign-value-tier.ts); scored again where nothing has changed, nobody moves.
 */
export const OF_A_SHOP = "flags IS NOT NULL";

/** The backfill, a flood of events, whose tags are written one by one, and a move of most segments, written in bulk. */
export function roundsOf(cycles: number): Round[] {
  return Array.from({ length: cycles }, (_, cycle): Round[] => [
    { isUnderWay: isBusy, ...(cycle === 0 ? { name: "backfill", begin: install } : { name: "backfill again", begin: importAgain }) },
    { name: "flood", begin: (stack) => flood(stack, cycle * EVENTS), isUnderWay: isDelivering },
    { name: "bulk tags", begin: moveSegments, isUnderWay: isBusy },
  ]).flat();
}

/** A merchant opens the app, and again where it does not open. */
async function install({ sandbox, databaseUrl }: MortalStack): Promise<void> {
  await insist(() => installApp(sandbox.origin));
  const isThere = async () => (await query(databaseUrl, "SELECT 1 FROM shops")).length === 1;
  if (!(await isThere())) throw new Error("The app has opened, and there is no shop");
}

async function importAgain({ sandbox, databaseUrl }: MortalStack): Promise<void> {
  await onShop(databaseUrl, (db, shopId) => requestImport({ db, clock: () => new Date(sandbox.clock.now()) }, shopId));
}

/** Most customers are longer without an order than before: their stage and what is expected of them changes. */
async function moveSegments({ sandbox, databaseUrl }: MortalStack): Promise<void> {
  sandbox.clock.advance(30 * DAY_MS);
  await sleep(CLOCK_SPREADS_IN_MS);
  await onShop(databaseUrl, (db, shopId) => withShop(db, shopId, (tx) => enqueue(tx, scoreShopJob, { shopId: String(shopId) })));
}

async function onShop(databaseUrl: string, act: (db: ReturnType<typeof openDatabase>, shopId: bigint) => Promise<void>): Promise<void> {
  const db = openDatabase(databaseUrl, { connections: 2 });
  try {
    await insist(async () => act(db, (await db.prisma.shop.findFirstOrThrow()).id));
  } finally {
    await db.close();
  }
}

/** What happens in the shop, each time to another customer: so that it makes no difference which of two comes first. */
async function flood({ sandbox }: MortalStack, from: number): Promise<void> {
  const { store } = sandbox;
  const products = [...store.products.values()].filter((it) => !it.isGiftCard);
  const customers = [...store.customers.values()].slice(from, from + EVENTS).map(({ id }) => id);
  for (const [index, customerId] of customers.entries()) {
    const last = store.ordersOf(customerId).at(-1);
    const canBeRefunded = last !== undefined && last.refunds.length === 0 && last.cancelledAt === null && last.receivedMinor > 0;
    if (index % 5 === 3 && canBeRefunded) runCommand(sandbox, "refundOrder", { orderId: last.id, refund: { kind: "whole" } });
    else if (index % 10 === 4 && last) runCommand(sandbox, "deleteOrder", { orderId: last.id });
    else {
      const lines = [{ productId: products[index % products.length]!.id, quantity: 1 + (index % 4) }];
      runCommand(sandbox, "placeOrder", { buyer: { kind: "customer", customerId }, lines, payment: "PAID" });
    }
    if (index % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) await sleep(BETWEEN_EVENTS_MS);
  }
}

/** Waits until everything has been told and everything told has been worked; the pauses in between are made short. */
export async function settle(stack: MortalStack): Promise<void> {
  let quiet = 0;
  await eventually(
    async () => {
      quiet = (await isQuiet(stack)) ? quiet + 1 : 0;
      return quiet === 3;
    },
    { seconds: PATIENCE_SECONDS },
  ).catch(async (cause: unknown) => {
    const jobs = await query(stack.databaseUrl, "SELECT task_identifier, attempts, locked_by, run_at, last_error FROM graphile_worker.jobs");
    throw new Error(`What is left to do: ${JSON.stringify([jobs, stack.sandbox.webhooks.log().filter((it) => it.state !== "DELIVERED")])}\n${stack.lastWords()}`, { cause });
  });
}

async function isQuiet({ sandbox, databaseUrl }: MortalStack): Promise<boolean> {
  await sleep(100);
  await query(databaseUrl, `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL AND ${OF_A_SHOP}`);
  const late = sandbox.webhooks.log().filter((it) => it.state === "PENDING");
  if (late.length > 0 && late.every((it) => Date.parse(it.dueAt!) > sandbox.clock.now())) sandbox.clock.advance(60_000);
  await sandbox.webhooks.idle();
  return late.length === 0 && !(await isBusy({ databaseUrl }));
}

/** A job waits or is worked. */
export async function isBusy({ databaseUrl }: Pick<MortalStack, "databaseUrl">): Promise<boolean> {
  return (await query(databaseUrl, `SELECT 1 FROM graphile_worker._private_jobs WHERE ${OF_A_SHOP} LIMIT 1`)).length > 0;
}

/** A webhook is on its way for the first time. */
function isDelivering({ sandbox }: MortalStack): boolean {
  return sandbox.webhooks.log().some((it) => it.state === "PENDING" && it.attempts.length === 0);
}
