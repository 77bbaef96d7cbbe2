import type { WriteRun } from "../db/generated/client.ts";
import type { Deps } from "../deps.server.ts";
import { adoptAllMerged } from "./adopt-all-merged.server.ts";
import { askAboveCap } from "./ask-above-cap.server.ts";
import { beginRound } from "./begin-round.server.ts";
import { continueRound } from "./continue-round.server.ts";
import { measureWrites } from "./measure-writes.server.ts";
import { findRound } from "./round.repo.server.ts";
import { writeOne } from "./write-one.server.ts";
import { changeWriteRun, findScoreRun, finishWriteRun, reportWrites } from "./write-run.repo.server.ts";

/** A run that waits goes on when the merchant has said yes, or when another score run has come. */
type NextStep = number | "waiting" | "finished";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * The next step of a write run: a bulk round that is under way goes on; another begins where the last one ended; and
 * when all are through, everybody is looked at anew, until so few are left that they are written directly.
 *
 * Each step starts from what is stored, ends with something stored, and may be cut off anywhere and taken again.
 *
 * @returns seconds until the step after it, where one follows
 */
export async function takeWriteStep(deps: WritingDeps, run: WriteRun): Promise<NextStep> {
  const round = await findRound(deps.db, run.shopId);
  if (round) return continueRound(deps, run, round);
  // Another score run may want more than this one was allowed to write.
  const scoreRunId = await findScoreRun(deps.db, run.shopId);
  if (run.roundsAfter === null || scoreRunId !== run.scoreRunId) return lookAtEverybody(deps, run, scoreRunId);
  await beginRound(deps, run, run.roundsAfter);
  return 0;
}

async function lookAtEverybody(deps: WritingDeps, run: WriteRun, scoreRunId: bigint | null): Promise<NextStep> {
  const { db, clock } = deps;
  await adoptAllMerged(deps, run.shopId);
  const { changes, free, few } = await measureWrites(deps, run.shopId);
  await changeWriteRun(db, run, { customersTotal: run.customersDone + changes.customers, scoreRunId, roundsAfter: null });
  if (scoreRunId !== null && (await askAboveCap(deps, run, { scoreRunId, changes }))) return "waiting";
  // Where nobody is free, events are writing all of them, each with a job of its own.
  if (few === null && free > 0) {
    await changeWriteRun(db, run, { roundsAfter: 0n });
    return 0;
  }
  for (const customerId of few ?? []) await reportWrites(db, run, await writeOne(deps, run.shopId, customerId));
  await finishWriteRun(db, run, clock());
  return "finished";
}
