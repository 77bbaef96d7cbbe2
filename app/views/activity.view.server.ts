import type { WriteRun } from "#app/db/generated/client.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { Approval } from "#app/tags/asked.ts";
import { WriteKind, Writing } from "#app/tags/writing.ts";
import { findActivities } from "./find-activities.ts";
import { waitingWriteOf } from "./waiting-write.ts";

const RUNS = 20;
const NAMED = 10;

/** What was written to Shopify lately, what may be taken back, and whether writing goes on. */
export async function viewActivity({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint) {
  return withShop(db, shopId, async (tx) => {
    const { writing } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const newest = await tx.writeRun.findFirst({ where: { shopId }, orderBy: { id: "desc" } });
    // Most nights find nothing to write.
    const OR = [{ customersDone: { gt: 0 } }, { finishedAt: null }, { kind: { not: "write" } }, { approval: { not: null } }];
    const runs = await tx.writeRun.findMany({ where: { shopId, OR }, orderBy: { id: "desc" }, take: RUNS });
    return {
      writing: Writing.parse(writing),
      activities: findActivities({ import: null, scoring: null, writing: newest }, clock()),
      waitingWrite: waitingWriteOf(newest),
      runs: runs.map(shownRun),
      left: writing === "off" ? await readLeft(tx, shopId) : null,
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
    customers: run.customersDone,
    tagsAdded: run.tagsAdded,
    tagsRemoved: run.tagsRemoved,
    metafieldsSet: run.metafieldsSet,
    refused: run.refused,
    undoable: run.undoable,
    undone: run.undoneBy !== null,
  };
}

/** Whom and what the last undo or removal had to leave. */
async function readLeft(tx: ShopTransaction, shopId: bigint) {
  const last = await tx.writeRun.findFirst({ where: { shopId, kind: { not: "write" } }, orderBy: { id: "desc" } });
  const kind = WriteKind.parse(last?.kind);
  const undone = await tx.writeRun.findMany({ where: { shopId, undoneBy: last?.id }, select: { id: true } });
  const where = { shopId, writeRunId: { in: undone.map(({ id }) => id) } };
  const byHand = await tx.writtenBefore.findMany({ where, distinct: "customerId", orderBy: { customerId: "asc" }, select: { customerId: true } });
  const segments = kind === "removal" ? await tx.shopifySegment.findMany({ where: { shopId }, select: { name: true, refusal: true } }) : [];
  return {
    kind,
    customers: kind === "removal" ? await tx.customerWrite.count({ where: { shopId } }) : byHand.length,
    examples: byHand.slice(0, NAMED).map(({ customerId }) => String(customerId)),
    segments: segments.map(({ name, refusal }) => (refusal === null ? name : `${name} (${refusal})`)),
  };
}
