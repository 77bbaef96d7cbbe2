import type { WriteRun } from "../db/generated/client.ts";
import type { Deps } from "../deps.server.ts";
import { closeRound } from "./close-round.repo.server.ts";
import { lookAgain } from "./look-again.server.ts";
import type { MutationStand } from "./mutation-stand.ts";
import { type CallKind, planCalls } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { type Answers, readAnswers } from "./read-answers.server.ts";
import { releaseGone } from "./release-gone.server.ts";
import { type Mutation, readPlannedWrites } from "./round.repo.server.ts";
import { addWrites, type CallResult, concludeWrite, countWrite, mayBeGone, NO_WRITES } from "./write-outcome.ts";
import { WriteFailure, type WriteProblem } from "./write-problem.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;
export type LookedAt = { mutation: Mutation; stand: MutationStand };
type Answered = { write: PlannedWrite; results: CallResult[] };

/**
 * Settles what Shopify answered in a round that is over. What it did not answer is written anew: by the run, which
 * looks at everybody again before it ends.
 */
export async function concludeRound(deps: WritingDeps, run: WriteRun, round: readonly LookedAt[]): Promise<void> {
  const planned = await readPlannedWrites(deps.db, run.shopId);
  const answers = new Map<CallKind, Answers>();
  for (const { mutation, stand } of round) {
    const before = answers.get(mutation.kind) ?? [];
    answers.set(mutation.kind, new Map([...before, ...(await readAnswers(mutation, stand))]));
  }
  const answered = planned.flatMap((write) => findAnswered(write, answers) ?? []);

  const leaving = answered.filter(({ write, results }) => mayBeGone(write, results)).map(({ write }) => write.customerId);
  const released = await releaseGone(deps, run.shopId, leaving);
  const settled = answered.map(({ write, results }) => {
    return { ...concludeWrite(write, results, released.has(write.customerId)), version: write.version };
  });
  const counts = answered.map(({ results }, index) => countWrite(results, settled[index]!)).reduce(addWrites, NO_WRITES);
  const problem = findProblem(round, { asked: planned.length, answered: answered.length });
  await closeRound(deps.db, run, { settled, counts, failed: problem !== null, now: deps.clock() });
  await lookAgain(deps, run.shopId, planned.map(({ customerId }) => customerId));
  if (problem) throw new WriteFailure(problem);
}

/** Null where an answer to one of the calls is missing. */
function findAnswered(write: PlannedWrite, answers: ReadonlyMap<CallKind, Answers>): Answered | null {
  const results: CallResult[] = [];
  for (const call of planCalls(write.customerId, write.diff)) {
    const refusal = answers.get(call.kind)?.get(write.customerId);
    if (refusal === undefined) return null;
    results.push({ call, refusal });
  }
  return { write, results };
}

/** Single lines that were not answered are no reason to stop, a whole round without an answer is. */
function findProblem(round: readonly LookedAt[], { asked, answered }: { asked: number; answered: number }): WriteProblem | null {
  for (const { stand } of round) {
    if (stand.is === "ended-early") return { code: "bulk-ended-early", status: stand.status, shopifyMessage: null };
  }
  return asked > 0 && answered === 0 ? { code: "bulk-unanswered", shopifyMessage: null } : null;
}
