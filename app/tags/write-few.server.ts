import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { findForgettable } from "./find-forgettable.server.ts";
import { takeMarksTurn } from "./take-marks-turn.repo.server.ts";
import { MOST_AT_A_TIME, writeDirectly } from "./write-directly.server.ts";
import { NO_WRITES } from "./write-outcome.ts";
import { WriteFailure } from "./write-problem.ts";
import { changeWriteRun, reportWrites } from "./write-run.repo.server.ts";
import { loggingRunOf } from "./writing.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/** On so many one after the other Shopify fails for everybody. */
const FAILS_FOR_ALL = 3;

/** Of one customer, five minutes in all. */
const MOST_TRIES = 5;

/**
 * Writes a run's last few customers by direct calls. One on whom Shopify fails time and again keeps nobody else waiting: the
 * others are written first, and who has been tried often enough is parked with the reason.
 *
 * @throws WriteFailure where somebody is to be tried again, and ShopifyError where it fails on everybody
 */
export async function writeFew(deps: WritingDeps, run: WriteRun, customerIds: readonly bigint[]): Promise<void> {
  const failed = new Map<bigint, ShopifyError>();
  for (let first = 0; first < customerIds.length; first += MOST_AT_A_TIME) {
    const together = customerIds.slice(first, first + MOST_AT_A_TIME);
    if ((await tryToWrite(deps, run, together)) === null) continue;
    let inARow = 0;
    for (const customerId of together) {
      const error = await tryToWrite(deps, run, [customerId]);
      inARow = error ? inARow + 1 : 0;
      if (error) failed.set(customerId, error);
      if (error && inARow === FAILS_FOR_ALL) throw error;
    }
  }
  if (failed.size === 0) return;
  const given = await countTries(deps, run.shopId, [...failed.keys()]);
  if (given.length > 0) {
    // Fails, too, where Shopify answers nothing at all: then it is not for these customers.
    const forgettable = await findForgettable(deps, run.shopId, given);
    for (const customerId of given) await letGo(deps, run, customerId, forgettable.has(customerId) ? null : failed.get(customerId)!.message);
    // Whoever is left has not failed as often: the pauses begin anew.
    await changeWriteRun(deps.db, run, { failures: 0 });
  }
  const [left] = [...failed].filter(([customerId]) => !given.includes(customerId));
  if (left) throw new WriteFailure({ code: "customers-failed", shopifyMessage: left[1].message });
}

/** @returns who was tried more than often enough */
async function countTries({ db }: WritingDeps, shopId: bigint, customerIds: bigint[]): Promise<bigint[]> {
  return withShop(db, shopId, async (tx) => {
    await takeMarksTurn(tx, shopId);
    const where = { shopId, customerId: { in: customerIds }, pending: true, inBulk: false };
    await tx.customerWrite.updateMany({ where, data: { tries: { increment: 1 } } });
    const rows = await tx.customerWrite.findMany({ where: { ...where, tries: { gt: MOST_TRIES } }, select: { customerId: true } });
    return rows.map(({ customerId }) => customerId);
  });
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
  const data = { pending: false, error, tries: 0, version: { increment: 1 }, writtenAt: clock() };
  const { count } = await withShop(db, run.shopId, (tx) => (error === null ? tx.customerWrite.deleteMany({ where }) : tx.customerWrite.updateMany({ where, data })));
  if (count > 0) await reportWrites(db, run, { ...NO_WRITES, customersDone: 1, refused: error === null ? 0 : 1 });
}
