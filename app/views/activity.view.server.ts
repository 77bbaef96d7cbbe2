import type { WriteRun } from "#app/db/generated/client.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { Approval } from "#app/tags/asked.ts";
import { WriteKind, Writing } from "#app/tags/writing.ts";
import { readFaults } from "./faults.view.server.ts";
import { findActivities } from "./find-activities.ts";
import { readLimits } from "./limits.view.server.ts";
import { readingPauseOf } from "./reading-pause.ts";
import { readSync } from "./sync.view.server.ts";
import { readWaitingWrite } from "./waiting-write.view.server.ts";

const RUNS = 20;
const SCORINGS = 10;
const NAMED = 10;

/** All that is done for the shop and what came of it: reading, scoring, writing, what failed, and what may be taken back. */
export async function viewActivity({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint) {
  return withShop(db, shopId, async (tx) => {
    const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const byAge = { where: { shopId }, orderBy: { id: "desc" } } as const;
    const newest = await tx.writeRun.findFirst(byAge);
    const newestImport = await tx.import.findFirst(byAge);
    const scorings = await tx.scoreRun.findMany({ ...byAge, take: SCORINGS, select: { startedAt: true, finishedAt: true, error: true } });
    // Most nights find nothing to write.
    const OR = [{ customersDone: { gt: 0 } }, { finishedAt: null }, { kind: { not: "write" } }, { approval: { not: null } }];
    const runs = await tx.writeRun.findMany({ where: { shopId, OR }, orderBy: { id: "desc" }, take: RUNS });
    const readingPause = readingPauseOf(shop, newestImport);
    return {
      writing: Writing.parse(shop.writing),
      activities: findActivities({ import: readingPause ? null : newestImport, scoring: scorings[0] ?? null, writing: newest }, clock()),
      waitingWrite: await readWaitingWrite(tx, newest),
      runs: runs.map(shownRun),
      left: shop.writing === "off" ? await readLeft(tx, shopId, { since: shop.writingSince, by: shop.writingBy }) : null,
      readingPause,
      scorings: scorings.map(({ startedAt, finishedAt, error }) => ({ startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, failed: error !== null })),
      sync: await readSync(tx, shopId, clock()),
      limits: await readLimits(tx, shopId, clock()),
      faults: await readFaults(tx, shopId),
    };
  });
}

function shownRun(run: WriteRun) {
  return {
    id: String(run.id),
    kind: WriteKind.parse(run.kind),
    startedAt: run.startedAt.toISOString(),
    finished: run.finishedAt !== null,
    approval: Approval.parse(run.approval),
    decidedBy: run.decidedBy,
    customers: run.customersDone,
    tagsAdded: run.tagsAdded,
    tagsRemoved: run.tagsRemoved,
    metafieldsSet: run.metafieldsSet,
    refused: run.refused,
    undoable: run.undoable,
    undone: run.undoneBy !== null,
  };
}

/** Since when writing is off, and by whom. */
type Off = { since: Date | null; by: string | null };

type Left = { kind: "undo" | "removal" | "pause"; since: string | null; by: string | null; customers: number; examples: string[]; segments: string[] };

/** Why writing is off, and whom and what the last undo or removal had to leave. */
async function readLeft(tx: ShopTransaction, shopId: bigint, off: Off): Promise<Left> {
  const last = await tx.writeRun.findFirst({ where: { shopId, kind: { not: "write" } }, orderBy: { id: "desc" } });
  // An undo and a removal turn writing off when they end.
  const isPause = !last?.finishedAt || (off.since !== null && last.finishedAt < off.since);
  const told = { since: off.since?.toISOString() ?? null, by: off.by };
  if (isPause) return { kind: "pause", ...told, customers: 0, examples: [], segments: [] };
  const kind = WriteKind.exclude(["write"]).parse(last.kind);
  const undone = await tx.writeRun.findMany({ where: { shopId, undoneBy: last.id }, select: { id: true } });
  const where = { shopId, writeRunId: { in: undone.map(({ id }) => id) } };
  const byHand = await tx.writtenBefore.findMany({ where, distinct: "customerId", orderBy: { customerId: "asc" }, select: { customerId: true } });
  const segments = kind === "removal" ? await tx.shopifySegment.findMany({ where: { shopId }, select: { name: true, refusal: true } }) : [];
  return {
    kind,
    ...told,
    customers: kind === "removal" ? await tx.customerWrite.count({ where: { shopId } }) : byHand.length,
    examples: byHand.slice(0, NAMED).map(({ customerId }) => String(customerId)),
    segments: segments.map(({ name, refusal }) => (refusal === null ? name : `${name} (${refusal})`)),
  };
}
