import { z } from "zod";
import type { ScoreRun } from "#app/db/generated/client.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { readReach, type TagReach } from "#app/reach/reach.repo.server.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { inCurrency, SegmentDefinition } from "#app/segments/definition.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { Alike } from "#app/segments/find-alike.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { segmentRange } from "#app/segments/segment-range.ts";
import type { SegmentSums } from "#app/segments/segment-sums.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { tierBasis } from "#app/segments/value-basis.ts";
import { readChangedSegments } from "#app/tags/shopify-segments/changed-segments.repo.server.ts";
import { Writing } from "#app/tags/writing.ts";
import { findActivities } from "./find-activities.ts";
import { readSegmentFlows } from "./segment-flows.view.server.ts";
import { readWaitingWrite } from "./waiting-write.view.server.ts";

const VERSIONS_SHOWN = 20;

type Shop = { id: bigint; currency: string; currentRunId: bigint | null; writing: string };

/** The segments as they stand, what they mean from now on, and who changed that. It reads sums that the run keeps, no customer. */
export async function viewSegments({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop) {
  return withShop(db, shop.id, async (tx) => {
    const newest = { where: { shopId: shop.id }, orderBy: { id: "desc" } } as const;
    const scoring = await tx.scoreRun.findFirst({ ...newest, select: { startedAt: true, finishedAt: true, error: true } });
    const writing = await tx.writeRun.findFirst(newest);
    const run = shop.currentRunId === null ? null : await tx.scoreRun.findFirst({ where: { shopId: shop.id, id: shop.currentRunId } });
    const { version, definition } = await findDefinition(tx, shop.id);
    return {
      activities: findActivities({ import: null, scoring, writing }, clock()),
      isWritingOff: Writing.parse(shop.writing) === "off",
      waitingWrite: await readWaitingWrite(tx, writing),
      scoringFailed: scoring !== null && scoring.error !== null,
      current: run && {
        ...shownRun(run),
        reach: shownReach(await readReach(tx, shop.id)),
        changedSegments: await readChangedSegments(tx, shop.id),
        flows: await readSegmentFlows(tx, run),
      },
      latest: { version, definition: inCurrency(definition, shop.currency) },
      versions: await readVersions(tx, shop.id),
    };
  });
}

function shownRun(run: ScoreRun) {
  const borders = SegmentBorders.parse(run.borders);
  const interval = RunInterval.nullable().parse(run.interval);
  return {
    computedAt: (run.finishedAt ?? run.startedAt).toISOString(),
    version: borders.definitionVersion,
    definition: borders.definition,
    basis: tierBasis(borders),
    borders: borders.value,
    newWindowDays: borders.rhythm.newWindowDays,
    tiers: TierTotals.parse(run.tiers).map(({ tier, ...sums }) => ({ tier, ...shownSums(sums, interval) })),
    stages: StageTotals.nullable().parse(run.stages)?.map(({ stage, ...sums }) => ({ stage, ...shownSums(sums, interval) })) ?? null,
    alike: Alike.array().nullable().parse(run.alike) ?? [],
  };
}

function shownSums(sums: SegmentSums, interval: RunInterval | null) {
  const { customers, historicValueMinor, predictedValueMinor } = sums;
  return { customers, lifetimeValueMinor: historicValueMinor + predictedValueMinor, range: segmentRange(sums, interval) };
}

function shownReach(reach: readonly TagReach[]) {
  return reach.map(({ lookedAt, ...counted }) => ({ ...counted, lookedAt: lookedAt.toISOString() }));
}

/** As definition-changes.ts found them; of a place that was not there before, or is no more, one side is absent. */
const Changes = z.array(z.object({ place: z.string(), from: z.json().optional(), to: z.json().optional() }));

async function readVersions(tx: ShopTransaction, shopId: bigint) {
  const versions = await tx.segmentDefinition.findMany({
    where: { shopId },
    orderBy: { version: "desc" },
    take: VERSIONS_SHOWN,
  });
  return versions.map(({ version, changedAt, staffId, changes: stored, definition }) => {
    const changes = Changes.parse(stored);
    return { version, changedAt: changedAt.toISOString(), staffId, changes, currencies: currenciesOf(changes, SegmentDefinition.parse(definition)) };
  });
}

/** Borders that are amounts stay in the currency they were typed in, whatever the shop counts in by now. */
function currenciesOf(changes: z.infer<typeof Changes>, { value: { tiers } }: SegmentDefinition) {
  const to = tiers.by === "amount" ? tiers.currency : null;
  const changed = changes.find(({ place }) => place === "value.tiers.currency");
  return { from: changed === undefined ? to : z.string().nullable().parse(changed.from ?? null), to };
}
