import type { WriteRun } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { takeWriteStep } from "./take-write-step.server.ts";
import { writeCustomersJob } from "./write-customers.job.ts";
import { WriteFailure, type WriteProblem } from "./write-problem.ts";
import { findOpenRun, noteProblem, startWriteRun } from "./write-run.repo.server.ts";

const FIRST_RETRY_SECONDS = 10;
/** An event on a customer whom a failed round still holds waits for so long at most. */
const LAST_RETRY_SECONDS = 15 * 60;

type Next = { onWritten: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/**
 * Brings every customer's tags and metafields in Shopify to what the shop's current run wants, a step at a time: no
 * step waits for Shopify's bulk operations. A step that fails is tried again for as long as it takes, since the queue
 * would give it up after a day, with customers held.
 */
export async function writeCustomers(deps: Deps, payload: { shopId: string }, { onWritten }: Next): Promise<void> {
  const { db, clock } = deps;
  const shopId = BigInt(payload.shopId);
  const run = (await findOpenRun(db, shopId)) ?? (await startWriteRun(db, shopId, clock()));
  const next = await takeWriteStep(deps, run).catch((error: unknown) => noteFailure(deps, run, error));
  if (next === "waiting") return;
  await withShop(db, shopId, (tx) => {
    return next === "finished" ? onWritten(tx, shopId) : enqueue(tx, writeCustomersJob, payload, { delaySeconds: next });
  });
}

/** @returns seconds until the next try */
async function noteFailure({ db, log }: Deps, run: WriteRun, error: unknown): Promise<number> {
  const failures = await noteProblem(db, run, problemOf(error));
  log.error({ shopId: String(run.shopId), failures, err: error }, "writing to customers failed and is tried again");
  return Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (failures - 1));
}

function problemOf(error: unknown): WriteProblem {
  if (error instanceof WriteFailure) return error.problem;
  if (!(error instanceof ShopifyError)) return { code: "unexpected", shopifyMessage: null };
  if (error.kind === "refused") return { code: "shopify-refused", shopifyMessage: error.message };
  return { code: `shopify-${error.kind}`, shopifyMessage: null };
}
