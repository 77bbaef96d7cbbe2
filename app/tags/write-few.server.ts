import { findGone } from "../customers/find-gone.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { MOST_AT_A_TIME, writeDirectly } from "./write-directly.server.ts";
import { NO_WRITES } from "./write-outcome.ts";
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
 * @throws ShopifyError where somebody is to be tried again
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
  if (run.failures < MOST_TRIES) throw failed[0].error;
  // Fails, too, where Shopify answers nothing at all: then it is not for these customers.
  await findGone(deps, run.shopId, failed.map(({ customerId }) => customerId));
  for (const { customerId, error } of failed) await park(deps, run, customerId, error.message);
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

/** All that may be there stays remembered, as after a refusal. */
async function park({ db, clock }: WritingDeps, run: WriteRun, customerId: bigint, error: string): Promise<void> {
  const data = { pending: false, error, version: { increment: 1 }, writtenAt: clock() };
  const { count } = await withShop(db, run.shopId, (tx) => tx.customerWrite.updateMany({ where: { shopId: run.shopId, customerId, pending: true, inBulk: false }, data }));
  if (count > 0) await reportWrites(db, run, { ...NO_WRITES, customersDone: 1, refused: 1 });
}
