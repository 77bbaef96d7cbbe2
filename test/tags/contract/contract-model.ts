import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { foldTag } from "#app/segments/fold-tag.ts";
import type { Stage } from "#app/segments/stage.ts";
import { namedTags } from "#app/segments/tag-names.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import type { Dimension } from "#app/tags/tag-dimension.ts";

type Score = { customerId: bigint; lifetimeValueMinor: number; stage: Stage };
type SortedScore = Score & { valueTier: ValueTier };

type Borders = { vip: number | null; high: number | null; mid: number | null };

/** What the shop has come to, as who acts in it knows: nothing here is read from the app or from what it wrote. */
export type ContractModel = {
  /** By the customers who are still in Shopify. */
  foreign: Map<bigint, Set<string>>;
  /** Of whom a scoring would make something. */
  scores: Map<bigint, Score>;
  /** As the last scoring has sorted them. */
  sorted: Map<bigint, SortedScore>;
  optedOut: Set<bigint>;
  definition: SegmentDefinition;
  respectsHands: boolean;
  /** Every tag that was ever the app's in the shop, folded. */
  names: Set<string>;
  /** By customer and dimension: what is left of ours where a hand's change is respected. */
  leftAlone: Map<string, string[]>;
  /** Places that a hand has changed while the app is at work: where hands are respected, what came first decides. */
  undecided: Set<string>;
  /** With so many tags that ours may find no room. */
  cramped: Set<bigint>;
};

export function createModel(definition: SegmentDefinition, { respectsHands }: Pick<ContractModel, "respectsHands">): ContractModel {
  const names = new Set([DEFAULT_DEFINITION, definition].flatMap(namesOf));
  const [foreign, scores, sorted, leftAlone] = [new Map(), new Map(), new Map(), new Map()];
  return { foreign, scores, sorted, optedOut: new Set(), definition, respectsHands, names, leftAlone, undecided: new Set(), cramped: new Set() };
}

export function redefine(model: ContractModel, definition: SegmentDefinition): void {
  model.definition = definition;
  for (const name of namesOf(definition)) model.names.add(name);
}

function namesOf(definition: SegmentDefinition): string[] {
  return namedTags(definition).map(({ tag }) => foldTag(tag));
}

export function placeOf(customerId: bigint, dimension: Dimension): string {
  return `${customerId}/${dimension}`;
}

/** A scoring: who is in which tier from now on. @returns where the tiers begin */
export function sortScores(model: ContractModel): Borders {
  const { tiers } = model.definition.value;
  const values = Array.from(model.scores.values(), ({ lifetimeValueMinor }) => lifetimeValueMinor).toSorted((a, b) => b - a);
  const atShare = (share: number) => values[Math.round(share * values.length) - 1] ?? null;
  const borders =
    tiers.by === "amount"
      ? { vip: tiers.vip, high: tiers.high, mid: tiers.mid }
      : { vip: atShare(tiers.vip), high: atShare(tiers.vip + tiers.high), mid: atShare(tiers.vip + tiers.high + tiers.mid) };
  model.sorted = new Map(Array.from(model.scores, ([customerId, score]) => [customerId, { ...score, valueTier: tierOf(score.lifetimeValueMinor, borders) }]));
  return borders;
}

function tierOf(value: number, { vip, high, mid }: Borders): ValueTier {
  if (value < 0) return "negative";
  if (vip !== null && value >= vip) return "vip";
  if (high !== null && value >= high) return "high";
  return mid !== null && value >= mid ? "mid" : "low";
}

/** Tags and figures that a customer is to have of us in the end; null: none. */
export type Expected = { tags: string[]; figures: Record<string, string> } | null;

export function expectedOf(model: ContractModel): (customerId: bigint) => Expected {
  const { prefix, value, stage, metafields } = model.definition;
  return (customerId) => {
    const score = model.sorted.get(customerId);
    if (!score || !model.scores.has(customerId) || model.optedOut.has(customerId)) return null;
    const tags = [
      ...(value.on ? (model.leftAlone.get(placeOf(customerId, "value")) ?? [prefix + value.names[score.valueTier]]) : []),
      ...(stage.on ? (model.leftAlone.get(placeOf(customerId, "stage")) ?? [prefix + stage.names[score.stage]]) : []),
    ];
    const all = { ...FIGURES, lifetime_value: (score.lifetimeValueMinor / 100).toFixed(2), value_tier: score.valueTier, stage: score.stage };
    return { tags: tags.map(foldTag).toSorted(), figures: Object.fromEntries(Object.entries(all).filter(([key]) => metafields.some((it) => it === key))) };
  };
}

/** That are the same of everybody here (blankScore). What is missing to the next tier is left to the tests of figures. */
const FIGURES = {
  historic_value: "40.00",
  predicted_value: "20.00",
  churn_probability: "0.100",
  expected_next_order_date: "2026-11-20",
  average_days_between_orders: "30.0",
  orders_count: "3",
};
