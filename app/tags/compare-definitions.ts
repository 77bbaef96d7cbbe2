import { keepsStages, segmentsOf } from "../segments/previous-segments.ts";
import { buildScoreRow, type ScoreRow } from "../segments/score-row.ts";
import type { SegmentBorders } from "../segments/segment-borders.ts";
import { namedTags } from "../segments/tag-names.ts";
import type { Stage } from "../segments/stage.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import { dayName } from "../time/day-name.ts";
import { dayToDate } from "../time/day-to-date.ts";
import { diffCustomer } from "./diff-customer.ts";
import { isClose } from "./is-close.ts";
import { pointsOf } from "./plan-calls.ts";
import { wantedMetafields } from "./wanted-metafields.ts";
import { wantedTags } from "./wanted-tags.ts";

/** A customer who would come into another segment. */
export type Mover = { customerId: string } & (
  | { dimension: "value"; from: ValueTier; to: ValueTier }
  | { dimension: "stage"; from: Stage; to: Stage }
);

/** Of the customers compared; what each carries now is taken to be what the run wants. */
export type Comparison = {
  /** Those that somebody has or would have, in the order of the segments; what takes a tag's place follows it. */
  tags: string[];
  before: Map<string, number>;
  after: Map<string, number>;
  movers: Mover[];
  customersWritten: number;
  tagsAdded: number;
  tagsRemoved: number;
  metafieldsWritten: number;
  /** Of writing each by direct calls. */
  points: number;
  sortedAfter: ScoreRow[];
};

/** @param rescored the same customers with the values that the draft's horizon gives them */
export function compareDefinitions(
  customers: readonly ScoreRow[],
  rescored: readonly ScoreRow[],
  currency: string,
  { run, draft }: { run: SegmentBorders; draft: SegmentBorders },
): Comparison {
  const it: Comparison = {
    tags: [], before: new Map(), after: new Map(), movers: [], customersWritten: 0, tagsAdded: 0, tagsRemoved: 0, metafieldsWritten: 0, points: 0, sortedAfter: [],
  };
  const keepsStage = keepsStages(run.definition, draft.definition);
  for (const [index, old] of customers.entries()) {
    const values = rescored[index]!;
    const sorted = buildScoreRow(values, values, draft, segmentsOf(old, keepsStage), old.scoredDay);
    const now = marksOf(old, currency, run);
    const then = marksOf(sorted, currency, draft);
    const diff = diffCustomer(then, { ...now, certain: true });
    for (const tag of now.tags) it.before.set(tag, (it.before.get(tag) ?? 0) + 1);
    for (const tag of then.tags) it.after.set(tag, (it.after.get(tag) ?? 0) + 1);
    const customerId = String(old.customerId);
    if (old.valueTier !== sorted.valueTier) it.movers.push({ customerId, dimension: "value", from: old.valueTier, to: sorted.valueTier });
    if (old.stage !== sorted.stage) it.movers.push({ customerId, dimension: "stage", from: old.stage, to: sorted.stage });
    it.sortedAfter.push(sorted);
    if (isClose(diff, now, dayToDate(old.scoredDay))) continue;
    it.tagsAdded += diff.addTags.length;
    it.tagsRemoved += diff.removeTags.length;
    it.metafieldsWritten += Object.keys(diff.setMetafields).length + diff.deleteMetafields.length;
    it.points += pointsOf(diff);
    it.customersWritten += 1;
  }
  const names = namedTags(draft.definition);
  const inOrder = namedTags(run.definition).flatMap(({ tag }, index) => [tag, names[index]!.tag]);
  it.tags = [...new Set(inOrder)].filter((tag) => it.before.has(tag) || it.after.has(tag));
  return it;
}

function marksOf(row: ScoreRow, currency: string, borders: SegmentBorders) {
  const { expectedNextOrderDay: day } = row;
  const customer = { ...row, expectedNextOrderDay: day === null ? null : dayName(day) };
  return { tags: wantedTags(row, borders.definition), metafields: wantedMetafields(customer, currency, borders) };
}
