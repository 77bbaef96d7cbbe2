import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { adoptAllMerged } from "./adopt-all-merged.server.ts";
import { askBeforeWriting } from "./ask-before-writing.server.ts";
import { beginRound } from "./begin-round.server.ts";
import { continueRound } from "./continue-round.server.ts";
import { finishRemoval } from "./finish-removal.server.ts";
import { finishUndo } from "./finish-undo.repo.server.ts";
import { lookForStrays } from "./look-for-strays.server.ts";
import { lookForTags } from "./look-for-tags.server.ts";
import { measureWrites } from "./measure-writes.server.ts";
import { findRound } from "./round.repo.server.ts";
import { writeFew } from "./write-few.server.ts";
import { changeWriteRun, findAim, finishWriteRun } from "./write-run.repo.server.ts";
import { KIND_OF, loggingRunOf } from "./writing.ts";

/** A run that waits goes on when the merchant has said yes, or when another score run has come. */
type NextStep = number | "waiting" | "finished";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/** Until events that write all that is left have done so. */
const BUSY_SECONDS = 5;

/**
 * The next step of a write run: a bulk round that is under way goes on; another begins where the last one ended; and
 * when all are through, everybody is looked at anew, until so few are left that they are written directly. Before names
 * are first written, or all is removed, it is looked for who carries them already; what customers who are gone have left
 * to others is looked for last. A run of a kind that the shop's writing does not aim at any more ends, and makes room for the one that does.
 *
 * Each step starts from what is stored, ends with something stored, and may be cut off anywhere and taken again.
 *
 * @returns seconds until the step after it, where one follows
 */
export async function takeWriteStep(deps: WritingDeps, run: WriteRun): Promise<NextStep> {
  const { db, clock } = deps;
  const { shopId } = run;
  const round = await findRound(db, shopId);
  if (round) return continueRound(deps, run, round);
  const { writing, scoreRunId } = await findAim(db, shopId);
  if (run.kind !== KIND_OF[writing]) {
    await withShop(db, shopId, (tx) => finishWriteRun(tx, run, clock()));
    return 0;
  }
  // Another score run may want more than this one was allowed to write.
  if (run.roundsAfter === null || scoreRunId !== run.scoreRunId) return lookAtEverybody(deps, run, scoreRunId);
  await beginRound(deps, run, run.roundsAfter);
  return 0;
}

async function lookAtEverybody(deps: WritingDeps, run: WriteRun, scoreRunId: bigint | null): Promise<NextStep> {
  const { db } = deps;
  // A search takes minutes in a large shop: all were as wanted when it began, and what another score run wants does not wait for it.
  const strays = scoreRunId === run.scoreRunId ? await lookForStrays(deps, run.shopId, { begins: false }) : null;
  if (strays !== null) return strays;
  await adoptAllMerged(deps, run.shopId);
  const looked = await lookForTags(deps, run, scoreRunId);
  if (looked.is !== "read") return looked.seconds;
  const found = looked.read;
  const { changes, free, few } = await measureWrites(deps, run.shopId);
  await changeWriteRun(db, run, { customersTotal: run.customersDone + changes.customers, scoreRunId, roundsAfter: null });
  const mustAsk = run.kind === "write" && scoreRunId !== null;
  if (mustAsk && (await askBeforeWriting(deps, run, { scoreRunId, changes, found }))) return "waiting";
  // The yes to it came meanwhile.
  if (found !== null) return 0;
  // Claims would say so, too, and a round's would hold the run's row meanwhile, for which an event's would wait with a customer of the round.
  if (loggingRunOf(run) !== null && changes.customers > 0) await changeWriteRun(db, run, { undoable: true });
  // Where nobody is free, events are writing all of them, each with a job of its own.
  if (few === null && (free > 0 || run.kind !== "write")) {
    await changeWriteRun(db, run, { roundsAfter: 0n });
    return free > 0 ? 0 : BUSY_SECONDS;
  }
  await writeFew(deps, run, few ?? []);
  return finish(deps, run, changes.customers);
}

/** Who undoes or removes has looked again, and found nobody. */
async function finish(deps: WritingDeps, run: WriteRun, customersFound: number): Promise<NextStep> {
  const { db, clock } = deps;
  // Only now: a search that Shopify refuses keeps nobody from being written, and the writes themselves meet customers who are gone.
  const strays = await lookForStrays(deps, run.shopId, { begins: true });
  if (strays !== null) return strays;
  if (run.kind === "write") await withShop(db, run.shopId, (tx) => finishWriteRun(tx, run, clock()));
  else if (customersFound > 0) return 0;
  else if (run.kind === "undo") await finishUndo(db, run, clock());
  else await finishRemoval(deps, run);
  return "finished";
}
