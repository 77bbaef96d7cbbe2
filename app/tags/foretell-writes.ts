import type { ScoreRow } from "../segments/score-row.ts";
import type { SegmentBorders } from "../segments/segment-borders.ts";
import { dayName } from "../time/day-name.ts";
import { addChange, type ChangeSum, startSum } from "./change-sum.ts";
import type { Marks } from "./diff-customer.ts";
import { planForRun } from "./plan-write.ts";
import type { Stands } from "./stands.ts";
import { wantedMetafields } from "./wanted-metafields.ts";
import { type LeftAlone, wantedTags } from "./wanted-tags.ts";

/** Customers as a run has them or a draft would, with its borders. */
type Sorted = { rows: readonly ScoreRow[]; borders: SegmentBorders };

type Before = { run: Sorted; currency: string; stands: Stands; now: Date };

export type ForetoldWrites = ChangeSum & {
  /** How many of the customers would be written to without the draft, too: a run has yet to write to them. */
  outstanding: number;
};

/** What it takes to bring customers from what stands on them to what a draft wants: what a run by it would write. */
export function foretellWrites(draft: Sorted, { run, currency, stands, now }: Before): ForetoldWrites {
  const sum = startSum();
  let outstanding = 0;
  const add = (customerId: number, wanted: Marks | null, unchanged: Marks | null) => {
    const customer = { customerId: BigInt(customerId), written: stands.written.get(customerId) ?? null, merged: stands.merged.has(customerId), aim: null };
    const planned = planForRun({ ...customer, wanted }, now);
    if (!planned) return;
    addChange(sum, planned.diff);
    if (planForRun({ ...customer, wanted: unchanged }, now)) outstanding += 1;
  };
  const scored = new Set<number>();
  for (const [index, row] of draft.rows.entries()) {
    const { customerId } = row;
    const leftAlone = stands.leftAlone.get(customerId);
    scored.add(customerId);
    add(customerId, marksOf(row, currency, draft.borders, leftAlone), marksOf(run.rows[index]!, currency, run.borders, leftAlone));
  }
  for (const customerId of stands.written.keys()) if (!scored.has(customerId)) add(customerId, null, null);
  return { ...sum, outstanding };
}

function marksOf(row: ScoreRow, currency: string, borders: SegmentBorders, leftAlone: LeftAlone | undefined): Marks {
  const { expectedNextOrderDay: day } = row;
  const customer = { ...row, expectedNextOrderDay: day === null ? null : dayName(day) };
  return { tags: wantedTags(row, borders.definition, leftAlone), metafields: wantedMetafields(customer, currency, borders) };
}
