import { keepsStages, segmentsOf } from "../segments/previous-segments.ts";
import { buildScoreRow, type ScoreRow } from "../segments/score-row.ts";
import type { SegmentBorders } from "../segments/segment-borders.ts";
import { namedTags } from "../segments/tag-names.ts";
import type { Stage } from "../segments/stage.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import { wantedTags } from "./wanted-tags.ts";

/** A customer who would come into another segment. */
export type Mover = { customerId: string } & (
  | { dimension: "value"; from: ValueTier; to: ValueTier }
  | { dimension: "stage"; from: Stage; to: Stage }
);

/** Of the customers compared: the tags of their segments by the run, and by the draft. */
export type Comparison = {
  /** Those that somebody has or would have, in the order of the segments; what takes a tag's place follows it. */
  tags: string[];
  before: Map<string, number>;
  after: Map<string, number>;
  movers: Mover[];
  sortedAfter: ScoreRow[];
};

/** @param rescored the same customers with the values that the draft's horizon gives them */
export function compareDefinitions(
  customers: readonly ScoreRow[],
  rescored: readonly ScoreRow[],
  { run, draft }: { run: SegmentBorders; draft: SegmentBorders },
): Comparison {
  const it: Comparison = { tags: [], before: new Map(), after: new Map(), movers: [], sortedAfter: [] };
  const keepsStage = keepsStages(run.definition, draft.definition);
  for (const [index, old] of customers.entries()) {
    const values = rescored[index]!;
    const sorted = buildScoreRow(values, values, draft, segmentsOf(old, keepsStage), old.scoredDay);
    for (const tag of wantedTags(old, run.definition)) it.before.set(tag, (it.before.get(tag) ?? 0) + 1);
    for (const tag of wantedTags(sorted, draft.definition)) it.after.set(tag, (it.after.get(tag) ?? 0) + 1);
    const customerId = String(old.customerId);
    if (old.valueTier !== sorted.valueTier) it.movers.push({ customerId, dimension: "value", from: old.valueTier, to: sorted.valueTier });
    if (old.stage !== sorted.stage) it.movers.push({ customerId, dimension: "stage", from: old.stage, to: sorted.stage });
    it.sortedAfter.push(sorted);
  }
  const names = namedTags(draft.definition);
  const inOrder = namedTags(run.definition).flatMap(({ tag }, index) => [tag, names[index]!.tag]);
  it.tags = [...new Set(inOrder)].filter((tag) => it.before.has(tag) || it.after.has(tag));
  return it;
}
