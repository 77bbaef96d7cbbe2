import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { findForgettable } from "./find-forgettable.server.ts";
import { MOST_AT_A_TIME, writeDirectly } from "./write-directly.server.ts";
import { NO_WRITES } from "./write-outcome.ts";
import { WriteFailure, WriteProblem } from "./write-problem.ts";
import { reportWrites } from "./write-run.repo.server.ts";
import { loggingRunOf } from "./writing.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/** On so many one after the other Shopify fails for everybody. */
const FAILS_FOR_ALL = 3;

/** Five minutes in all. */
const MOST_TRIES = 5;

/**
 * Writes a run's last few customers by direct calls. One on whom Shopify fails time and again keeps nobody else waiting: the
 * others are written first, and when the run has been tried often enough that one is parked with the reason.
 *
 * @throws WriteFailure where somebody is to be tried again, and ShopifyError where it fails on everybody
 */
export async function writeFew(deps: WritingDeps, run: WriteRun, customerIds: readonly bigint[]): Promise<void> {
  const failed: { customerId: bigint; error: ShopifyError }[] = [];
  for (let first = 0; first < customerIds.length; first += MOST_AT_A_TIME) {
    const together = customerIds.slice(first, first + MOST_AT_A_TIME);
    if ((await tryToWrite(deps, run, together)) === null) continue;
    let inARow = 0;
    for (const customerId of together) {
      const error = await tryToWrite(deps, run, [customerId]);
      inARow = error ? inARow + 1 : 0;
      if (error) failed.push({ customerId, error });
      if (error && inARow === FAILS_FOR_ALL) throw error;
    }
  }
  if (failed[0] === undefined) return;
  const before = run.problem === null ? null : WriteProblem.parse(run.problem);
  const tries = 1 + (before?.code === "customers-failed" ? before.tries : 0);
  if (tries <= MOST_TRIES) throw new WriteFailure({ code: "customers-failed", tries, shopifyMessage: failed[0].error.message });
  // Fails, too, where Shopify answers nothing at all: then it is not for these customers.
  const forgettable = await findForgettable(deps, run.shopId, failed.map(({ customerId }) => customerId));
  for (const { customerId, error } of failed) await letGo(deps, run, customerId, forgettable.has(customerId) ? null : error.message);
}

/** @returns what Shopify failed by; null where all were written, or refused */
async function tryToWrite(deps: WritingDeps, run: WriteRun, customerIds: readonly bigint[]): Promise<ShopifyError | null> {
  try {
    await reportWrites(deps.db, run, await writeDirectly(deps, run.shopId, customerIds, { runId: loggingRunOf(run) }));
    return null;
  } catch (error) {
    if (error instanceof ShopifyError && error.kind === "unavailable") return error;
    throw error;
  }
}

/**
 * Whoever is gone (null) is forgotten with all that was written on them; of anybody else all that may be there stays
 * remembered, as after a refusal.
 */
async function letGo({ db, clock }: WritingDeps, run: WriteRun, customerId: bigint, error: string | null): Promise<void> {
  const where = { shopId: run.shopId, customerId, pending: true, inBulk: false };
  const data = { pending: false, error, version: { increment: 1 }, writtenAt: clock() };
  const { count } = await withShop(db, run.shopId, (tx) => (error === null ? tx.customerWrite.deleteMany({ where }) : tx.customerWrite.updateMany({ where, data })));
  if (count > 0) await reportWrites(db, run, { ...NO_WRITES, customersDone: 1, refused: error === null ? 0 : 1 });
}
