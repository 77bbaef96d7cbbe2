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
export function summarisePreview(it: Comparison, { changes, points, outstanding }: ForetoldWrites, customers: number, { smallestSegment, ...rule }: Rules): Preview {
  const sampled = it.sortedAfter.length;
  const ofAll = (count: number) => (sampled === 0 ? 0 : Math.round((count / sampled) * customers));
  return {
    customers,
    sampled,
    tags: it.tags.map((tag) => {
      const after = ofAll(it.after.get(tag) ?? 0);
      return { tag, before: ofAll(it.before.get(tag) ?? 0), after, few: after > 0 && after < smallestSegment };
    }),
    moves: ofAll(it.movers.length),
    movers: it.movers.slice(0, MOVERS_SHOWN),
    writes: {
      customers: ofAll(changes.customers),
      retagged: ofAll(changes.retagged),
      tagsAdded: ofAll(changes.tagsAdded),
      tagsRemoved: ofAll(changes.tagsRemoved),
      metafields: ofAll(changes.metafields),
      outstanding: ofAll(outstanding),
    },
    cost: estimateCost(ofAll(points), ofAll(changes.customers), rule),
    alike: findAlike(it.sortedAfter),
  };
}
