import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ensureEnqueued } from "../queue/ensure-enqueued.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { findGone } from "./find-gone.server.ts";
import { holdCustomer } from "./hold-customer.server.ts";
import { planCalls, readAnswer, WRITE_OPERATIONS, type WriteAnswer } from "./plan-calls.ts";
import { type PlannedWrite, planWrite } from "./plan-write.ts";
import { readMarksOf } from "./read-marks.repo.server.ts";
import { settleMarks } from "./settle-marks.repo.server.ts";
import { type CallResult, concludeWrite, countWrite, mayBeGone, NO_WRITES, type WriteCounts } from "./write-outcome.ts";
import { writeCustomersJob } from "./write-customers.job.ts";
import type { Writing } from "./writing.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * Brings one customer in Shopify to what is wanted, by direct calls.
 *
 * A customer whom a bulk round holds is left to it: the round looks again at everyone it held when it ends. That it
 * does end is made sure of here: its job may have been given up.
 */
export function writeOne(deps: WritingDeps, shopId: bigint, customerId: bigint, { runId = null, as = null }: For = {}): Promise<WriteCounts> {
  return holdCustomer(deps.db, shopId, customerId, async () => {
    for (;;) {
      const [marks] = await readMarksOf(deps.db, shopId, [customerId], as);
      if (marks?.written?.held) {
        await withShop(deps.db, shopId, (tx) => ensureEnqueued(tx, writeCustomersJob, { shopId: String(shopId) }));
        return NO_WRITES;
      }
      const planned = marks ? planWrite(marks) : null;
      if (!planned) return NO_WRITES;
      const counts = await claimAndWrite(deps, shopId, planned, runId);
      if (counts) return counts;
    }
  });
}

type For = {
  /** The run that it is logged under. */
  runId?: bigint | null;
  /** What is aimed at; null: what the shop's writing does. */
  as?: Writing | null;
};

/** Null where somebody else changed the customer's row meanwhile. */
async function claimAndWrite(deps: WritingDeps, shopId: bigint, planned: PlannedWrite, runId: bigint | null): Promise<WriteCounts | null> {
  const { db, clock } = deps;
  const [claimed] = await withShopConnection(db, shopId, (client) =>
    claimMarks(client, shopId, [planned], { inBulk: false, now: clock(), runId }),
  );
  if (!claimed) return null;
  const results = await callShopify(deps, shopId, claimed);
  const isGone = mayBeGone(claimed, results) && (await findGone(deps, shopId, [claimed.customerId])).size > 0;
  const outcome = concludeWrite(claimed, results, isGone);
  const settled = await withShopConnection(db, shopId, (client) =>
    settleMarks(client, shopId, [{ ...outcome, version: claimed.version }], clock()),
  );
  return settled === 0 ? null : countWrite(results, outcome);
}

async function callShopify({ shopify }: WritingDeps, shopId: bigint, { customerId, diff }: PlannedWrite): Promise<CallResult[]> {
  const results: CallResult[] = [];
  for (const call of planCalls(customerId, diff)) {
    const answer = readAnswer(await shopify.run<WriteAnswer, object>(shopId, WRITE_OPERATIONS[call.kind], call.variables));
    if (answer === null) throw new Error(`Shopify does not say what came of ${call.kind} on customer ${customerId}.`);
    results.push({ call, refusal: answer.refusal });
  }
  return results;
}
