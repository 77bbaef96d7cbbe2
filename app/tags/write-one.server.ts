import type { Deps } from "../deps.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { findGone } from "./find-gone.server.ts";
import { holdCustomer } from "./hold-customer.server.ts";
import { readRefusal, WRITE_OPERATIONS, type WriteAnswer } from "./plan-calls.ts";
import { type PlannedWrite, planWrite } from "./plan-write.ts";
import { readMarksOf } from "./read-marks.repo.server.ts";
import { settleMarks } from "./settle-marks.repo.server.ts";
import { type CallResult, concludeWrite, countWrite, NO_WRITES, type WriteCounts, type WriteOutcome } from "./write-outcome.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * Brings one customer in Shopify to what is wanted, by direct calls.
 *
 * A customer whom a bulk round holds is left to it: the round looks again at everyone it held when it ends.
 * `bulkMayRun: false` says that no round is under way; a customer still held is then left over from one that died.
 */
export function writeOne(deps: WritingDeps, shopId: bigint, customerId: bigint, { bulkMayRun }: { bulkMayRun: boolean }): Promise<WriteCounts> {
  return holdCustomer(deps.db, shopId, customerId, async () => {
    for (;;) {
      const [marks] = await readMarksOf(deps.db, shopId, [customerId]);
      if (!marks || (marks.written?.inBulk && bulkMayRun)) return NO_WRITES;
      const planned = planWrite(marks);
      if (!planned) return NO_WRITES;
      const counts = await claimAndWrite(deps, shopId, planned);
      if (counts) return counts;
    }
  });
}

/** Null where somebody else changed the customer's row meanwhile. */
async function claimAndWrite(deps: WritingDeps, shopId: bigint, planned: PlannedWrite): Promise<WriteCounts | null> {
  const { db, clock } = deps;
  const claimed = await claimMarks(db, shopId, [planned], { inBulk: false, now: clock() });
  if (claimed.size === 0) return null;
  const results = await callShopify(deps, shopId, planned);
  const outcome = await conclude(deps, shopId, planned, results);
  const settled = await settleMarks(db, shopId, [{ ...outcome, version: planned.version + 1 }], clock());
  return settled === 0 ? null : countWrite(results, outcome);
}

async function callShopify({ shopify }: WritingDeps, shopId: bigint, { calls }: PlannedWrite): Promise<CallResult[]> {
  const results: CallResult[] = [];
  for (const call of calls) {
    const answer = await shopify.run<WriteAnswer, object>(shopId, WRITE_OPERATIONS[call.kind], call.variables);
    results.push({ call, refusal: readRefusal(answer) });
  }
  return results;
}

async function conclude(deps: WritingDeps, shopId: bigint, planned: PlannedWrite, results: CallResult[]): Promise<WriteOutcome> {
  const mayBeGone = planned.wanted === null && results.some(({ refusal }) => refusal !== null);
  const isGone = mayBeGone && (await findGone(deps, shopId, [planned.customerId])).size > 0;
  return concludeWrite(planned, results, isGone);
}
