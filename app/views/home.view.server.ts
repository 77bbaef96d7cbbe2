import { Prisma, type Shop as ShopRow } from "#app/db/generated/client.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { Overview } from "#app/insights/overview.ts";
import type { ImportStatus } from "#app/orders/import-status.ts";
import { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { ReadProblem } from "#app/orders/read-problem.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { hasAllOrders } from "#app/shops/has-all-orders.ts";
import { sumOfTiers, TierTotals } from "#app/segments/tier-totals.ts";
import { Approval } from "#app/tags/asked.ts";
import { findRefusals } from "#app/tags/refusals.repo.server.ts";
import { WriteProblem } from "#app/tags/write-problem.ts";
import { Writing } from "#app/tags/writing.ts";
import { findActivities } from "./find-activities.ts";
import { MoveOfRow, WITHIN_SEGMENTS } from "./segment-rows.ts";
import { readingPauseOf } from "./reading-pause.ts";
import { readSetupGuide } from "./setup-guide.view.server.ts";
import { shownOverview } from "./shown-overview.ts";
import { readTotalTrend } from "./total-trend.view.server.ts";
import { UsedModel } from "./used-model.ts";
import { readWaitingOrders } from "./waiting-orders.view.server.ts";
import { readWaitingWrite } from "./waiting-write.view.server.ts";

const RECENT = 5;

type Shop = { id: bigint; currentRunId: bigint | null };

/** Everything on the first page, in one transaction: its numbers are of one moment. */
export async function viewHome({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop) {
  return withShop(db, shop.id, async (tx) => {
    const row = await tx.shop.findUniqueOrThrow({ where: { id: shop.id } });
    const latest = await readLatestWork(tx, shop.id, row.installedAt);
    const readingPause = readingPauseOf(row, latest.import);
    const scored = shop.currentRunId === null ? null : await readScored(tx, shop.id, shop.currentRunId, clock());
    return {
      setup: await readSetupGuide(tx, shop.id),
      ordersWaiting: await readWaitingOrders(tx, shop.id),
      activities: findActivities({ ...latest, import: readingPause ? null : latest.import }, clock()),
      readingPause,
      accessGap: await readAccessGap(tx, row),
      seesAllOrders: hasAllOrders(row),
      scoringFailed: latest.scoring !== null && latest.scoring.error !== null,
      importFailure: latest.import?.status === "failed" ? { problem: latest.import.problem === null ? null : ReadProblem.parse(latest.import.problem) } : null,
      refused: latest.import && { lines: Number(latest.import.linesRefused), reasons: latest.import.refusals },
      unreadOrders: await tx.unreadOrder.count({ where: { shopId: shop.id } }),
      scored,
      waiting: scored && latest.import ? null : await waitingFor(tx, shop.id, latest.import?.status),
      moves: await readMoves(tx, shop.id),
      dataRequests: await tx.dataRequest.count({ where: { shopId: shop.id } }),
      isWritingOff: Writing.parse(row.writing) === "off",
      lastWrite: latest.writing && { ...shownWrite(latest.writing), refusals: await findRefusals(tx, shop.id) },
      waitingWrite: await readWaitingWrite(tx, latest.writing),
    };
  });
}

/** Null once an import that began after the access came back has read what happened meanwhile. */
async function readAccessGap(tx: ShopTransaction, { id: shopId, accessLostAt, accessBackAt }: ShopRow) {
  if (!accessLostAt) return null;
  const from = accessLostAt.toISOString();
  if (!accessBackAt) return { from, to: null };
  const status: ImportStatus = "done";
  const done = await tx.import.findFirst({ where: { shopId, status, startedAt: { gte: accessBackAt } } });
  return done ? null : { from, to: accessBackAt.toISOString() };
}

/** A shop that removed the app and came back has its earlier values, but its orders are read anew. */
async function readLatestWork(tx: ShopTransaction, shopId: bigint, installedAt: Date) {
  const newest = { where: { shopId }, orderBy: { id: "desc" } } as const;
  return {
    import: await tx.import.findFirst({ ...newest, where: { shopId, startedAt: { gte: installedAt } } }),
    scoring: await tx.scoreRun.findFirst({ ...newest, select: { startedAt: true, finishedAt: true, error: true } }),
    writing: await tx.writeRun.findFirst(newest),
  };
}

async function readScored(tx: ShopTransaction, shopId: bigint, runId: bigint, now: Date) {
  const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } }, omit: { overview: true, backTest: true, splits: true } });
  const tiers = TierTotals.parse(run.tiers);
  const { horizonDays, annualDiscountRate } = run;
  const { purchases, spend, ladder } = FittedModel.parse(run.model);
  return {
    computedAt: (run.finishedAt ?? run.startedAt).toISOString(),
    minutesAgo: Math.max(0, Math.floor((now.getTime() - (run.finishedAt ?? run.startedAt).getTime()) / 60_000)),
    overview: await readOverview(tx, { shopId, currency: run.currency }),
    trend: await readTotalTrend(tx, shopId),
    tiers: tiers.map(({ tier, customers, historicValueMinor }) => ({ tier, customers, historicValueMinor })),
    ledger: LedgerTotals.parse(run.ledger),
    totals: {
      ...sumOfTiers(tiers),
      horizonDays,
      annualDiscountRate,
      rule: SegmentBorders.parse(run.borders).definition.orderValue,
      predictedRange: run.interval === null ? null : RunInterval.parse(run.interval).total,
      confidence: ladder.confidence,
    },
    model: { ...UsedModel.parse(run.model), converged: purchases.converged && spend.converged, boundary: purchases.boundary },
  };
}

/** The newest there is: of the run before while that of the current one is worked out. Null before the first. */
async function readOverview(tx: ShopTransaction, { shopId, currency }: { shopId: bigint; currency: string }) {
  const found = await tx.scoreRun.findFirst({ where: { shopId, currency, overview: { not: Prisma.DbNull } }, orderBy: { id: "desc" }, select: { overview: true } });
  return found && shownOverview(Overview.parse(found.overview));
}

/** What a shop without scores waits for; null while its import shows for itself how far it is, or why it failed. */
async function waitingFor(
  tx: ShopTransaction,
  shopId: bigint,
  importStatus: string | undefined,
): Promise<"for-orders" | "for-scores" | "no-orders" | null> {
  if (importStatus === undefined) return "for-orders";
  if (importStatus !== "done") return null;
  return (await tx.order.findFirst({ where: { shopId, customerId: { not: null } } })) ? "for-scores" : "no-orders";
}

async function readMoves(tx: ShopTransaction, shopId: bigint) {
  const moves = await tx.segmentMove.findMany({
    where: { shopId, ...WITHIN_SEGMENTS },
    orderBy: { id: "desc" },
    take: RECENT,
  });
  return moves.map((move) => ({
    id: String(move.id),
    customerId: String(move.customerId),
    movedAt: move.movedAt.toISOString(),
    ...MoveOfRow.parse(move),
  }));
}

type WriteRow = NonNullable<Awaited<ReturnType<typeof readLatestWork>>["writing"]>;

function shownWrite(run: WriteRow) {
  return {
    finishedAt: run.finishedAt?.toISOString() ?? null,
    customers: run.customersDone,
    tagsAdded: run.tagsAdded,
    tagsRemoved: run.tagsRemoved,
    metafieldsSet: run.metafieldsSet,
    refused: run.refused,
    approval: Approval.parse(run.approval),
    problem: run.problem === null ? null : WriteProblem.parse(run.problem),
  };
}
