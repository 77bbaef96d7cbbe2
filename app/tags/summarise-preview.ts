import { type Alike, findAlike } from "../segments/find-alike.ts";
import type { Comparison, Mover } from "./compare-definitions.ts";
import { type CostRule, estimateCost, type WriteCost } from "./estimate-cost.ts";
import type { ForetoldWrites } from "./foretell-writes.ts";

const MOVERS_SHOWN = 20;

export type Preview = {
  /** Everybody, and how many of them were looked at: the same number means that all counts are exact. */
  customers: number;
  sampled: number;
  tags: { tag: string; before: number; after: number; few: boolean }[];
  moves: number;
  movers: Mover[];
  writes: ForetoldWrites["changes"] & Pick<ForetoldWrites, "outstanding">;
  cost: WriteCost;
  alike: Alike[];
};

type Rules = CostRule & { smallestSegment: number };

/** What the sample says of everybody. */
export function summarisePreview(it: Comparison, { changes: looked, points, lines, outstanding }: ForetoldWrites, customers: number, { smallestSegment, ...rule }: Rules): Preview {
  const sampled = it.sortedAfter.length;
  const ofAll = (count: number) => (sampled === 0 ? 0 : Math.round((count / sampled) * customers));
  const changes = eachOf(looked, ofAll);
  return {
    customers,
    sampled,
    tags: it.tags.map((tag) => {
      const after = ofAll(it.after.get(tag) ?? 0);
      return { tag, before: ofAll(it.before.get(tag) ?? 0), after, few: after > 0 && after < smallestSegment };
    }),
    moves: ofAll(it.movers.length),
    movers: it.movers.slice(0, MOVERS_SHOWN),
    writes: { ...changes, outstanding: ofAll(outstanding) },
    cost: estimateCost({ changes, points: ofAll(points), lines: eachOf(lines, ofAll) }, rule),
    alike: findAlike(it.sortedAfter),
  };
}

function eachOf<K extends string>(counts: Record<K, number>, ofAll: (count: number) => number): Record<K, number> {
  return Object.fromEntries(Object.entries<number>(counts).map(([key, count]) => [key, ofAll(count)])) as Record<K, number>;
}
