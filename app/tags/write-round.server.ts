import type { Deps } from "../deps.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { findGone } from "./find-gone.server.ts";
import { type Call, type CallKind, WRITE_OPERATIONS } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { runBulkMutation } from "./run-bulk-mutation.server.ts";
import { settleMarks } from "./settle-marks.repo.server.ts";
import { addWrites, type CallResult, concludeWrite, countWrite, NO_WRITES, type WriteCounts } from "./write-outcome.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

type RoundResult = {
  counts: WriteCounts;
  /** What kept some customers from being written; empty where all were. */
  failures: Error[];
};

/**
 * Writes many customers by one bulk mutation of each kind. What Shopify answered is settled, whatever else fails;
 * what it did not answer stays claimed, and the next run writes it anew.
 */
export async function writeRound(deps: WritingDeps, shopId: bigint, planned: readonly PlannedWrite[]): Promise<RoundResult> {
  const claimed = await claimMarks(deps.db, shopId, planned, { inBulk: true, now: deps.clock() });
  const writes = planned.filter(({ customerId }) => claimed.has(customerId));
  const results = new Map<PlannedWrite, CallResult[]>(writes.map((write) => [write, []]));
  const failures = await runAll(deps, shopId, writes, (write, result) => results.get(write)!.push(result));
  const answered = writes.filter((write) => results.get(write)!.length === write.calls.length);
  const counts = await settle(deps, shopId, answered.map((write) => ({ write, results: results.get(write)! })));
  return { counts, failures };
}

/** A tag goes before another comes (see planCalls); metafields take their own way beside them. */
async function runAll(
  deps: WritingDeps,
  shopId: bigint,
  writes: readonly PlannedWrite[],
  note: (write: PlannedWrite, result: CallResult) => void,
): Promise<Error[]> {
  const run = (kind: CallKind) => runKind(deps, shopId, kind, linesOf(writes, kind), note);
  const tags = run("tagsRemove").then(() => run("tagsAdd"));
  const ended = await Promise.allSettled([tags, run("metafieldsSet"), run("metafieldsDelete")]);
  return ended.flatMap((it) => (it.status === "rejected" ? [it.reason instanceof Error ? it.reason : new Error(String(it.reason))] : []));
}

type Line = { write: PlannedWrite; call: Call };

function linesOf(writes: readonly PlannedWrite[], kind: CallKind): Line[] {
  return writes.flatMap((write) => write.calls.filter((call) => call.kind === kind).map((call) => ({ write, call })));
}

async function runKind(
  deps: WritingDeps,
  shopId: bigint,
  kind: CallKind,
  lines: readonly Line[],
  note: (write: PlannedWrite, result: CallResult) => void,
): Promise<void> {
  if (lines.length === 0) return;
  const variables = lines.map(({ call }) => call.variables);
  const { byLine, failure } = await runBulkMutation(deps, shopId, WRITE_OPERATIONS[kind].document, variables);
  lines.forEach(({ write, call }, lineNumber) => {
    const refusal = byLine.get(lineNumber);
    if (refusal !== undefined) note(write, { call, refusal });
  });
  if (failure !== null) throw new Error(`${kind}: ${failure}`);
  if (byLine.size < lines.length) throw new Error(`${kind}: Shopify answered ${byLine.size} of ${lines.length} lines`);
}

async function settle(
  deps: WritingDeps,
  shopId: bigint,
  answered: readonly { write: PlannedWrite; results: CallResult[] }[],
): Promise<WriteCounts> {
  const mayBeGone = answered.filter(({ write, results }) => write.wanted === null && results.some((it) => it.refusal !== null));
  const gone = await findGone(deps, shopId, mayBeGone.map(({ write }) => write.customerId));
  const outcomes = answered.map(({ write, results }) => {
    return { ...concludeWrite(write, results, gone.has(write.customerId)), version: write.version + 1 };
  });
  await settleMarks(deps.db, shopId, outcomes, deps.clock());
  return answered.map(({ results }, index) => countWrite(results, outcomes[index]!)).reduce(addWrites, NO_WRITES);
}
