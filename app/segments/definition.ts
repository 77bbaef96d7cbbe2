import { z } from "zod";
import { GOODS_ALONE, ValueRule } from "../orders/value-rule.ts";
import { text } from "../math/check-shape.ts";
import { DEFAULT_HORIZON } from "../scoring/score-customers.ts";
import { checkDefinition } from "./check-borders.ts";
import { DEFAULT_TIERS } from "./default-tiers.ts";
import { METAFIELD_KEYS } from "./metafield-keys.ts";
import { STAGES } from "./stage.ts";
import { StageRule } from "./stage-rule.ts";
import { VALUE_TIERS } from "./value-tier.ts";

const Share = z.number().min(0.001).max(0.9);
const AmountMinor = z.int().min(1).max(1e12);

/** Where the value tiers begin: each tier's share of all customers (the rest is low), or fixed amounts (minor units). */
const TierRule = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("share"), vip: Share, high: Share, mid: Share }),
  z.strictObject({ by: z.literal("amount"), currency: z.string(), vip: AmountMinor, high: AmountMinor, mid: AmountMinor }),
]);
export type TierRule = z.infer<typeof TierRule>;

/** Seed rule. Definitions from before it could be set have none of their own. */
const SMALLEST_SEGMENT = 100;

/** What follows the prefix in a tag. Composed: an é that was typed as e and an accent would make another tag that looks the same. */
const Name = z.string().normalize();

/**
 * What a shop's tags and metafields mean: each number within its own range. How they must fit together is in
 * check-definition.ts.
 */
export const SegmentDefinition = z.strictObject({
  /** Every tag of ours begins with it. */
  prefix: z.string().normalize(),
  /** What an order is worth: all values follow from it. */
  orderValue: ValueRule.default(GOODS_ALONE),
  value: z.strictObject({
    on: z.boolean(),
    /** Auto: lifetime value where predictions are proven on the shop's past, else historic value. */
    basis: z.enum(["auto", "historic"]),
    tiers: TierRule,
    /** A customer falls out of a tier when the value is this far under its border, so that nobody flaps. */
    fallShare: z.number().min(0).max(0.5),
    /** Tiers whose customers are tagged; figures and lists have all of them. */
    tagged: z.array(z.enum(VALUE_TIERS)).default([...VALUE_TIERS]),
    names: z.strictObject({ vip: Name, high: Name, mid: Name, low: Name, negative: Name }),
  }),
  stage: z.strictObject({
    on: z.boolean(),
    /** For so many days a customer with one purchase is new; null: as the shop's rhythm has it. */
    newWindowDays: z.int().min(1).max(365).nullable(),
    rule: StageRule,
    /** As of the tiers. */
    tagged: z.array(z.enum(STAGES)).default([...STAGES]),
    names: z.strictObject({ new: Name, active: Name, "at-risk": Name, lapsed: Name, lost: Name }),
  }),
  /** A segment with fewer customers is marked: it teaches and earns too little. Whether it is tagged the merchant says. */
  smallestSegment: z.int().min(0).max(1_000_000).default(SMALLEST_SEGMENT),
  /** Whether each tag has a customer segment in Shopify (tags/shopify-segments). */
  shopifySegments: z.boolean().default(true),
  /** Which of the figures are written. */
  metafields: z.array(z.enum(METAFIELD_KEYS)),
  horizon: z.strictObject({ horizonDays: z.int().min(1).max(1825), annualDiscountRate: z.number().min(0).max(1) }),
});
export type SegmentDefinition = z.infer<typeof SegmentDefinition>;

/** A definition as a shop has it; version 0 are the defaults, before anybody changed them. */
export type VersionedDefinition = { version: number; definition: SegmentDefinition };

/** product.md's defaults. */
export const DEFAULT_DEFINITION: SegmentDefinition = {
  prefix: "clv:",
  orderValue: GOODS_ALONE,
  value: {
    on: true,
    basis: "auto",
    tiers: DEFAULT_TIERS,
    fallShare: 0.1,
    tagged: [...VALUE_TIERS],
    names: { vip: "value-vip", high: "value-high", mid: "value-mid", low: "value-low", negative: "value-negative" },
  },
  stage: {
    on: true,
    newWindowDays: null,
    rule: {
      activeUpToCycles: 1.5,
      atRiskUpToCycles: 2.5,
      lapsedUpToCycles: 4,
      lostBeyondCycles: 8,
      activeFromAlive: 0.2,
      lostBelowAlive: 0.5,
      shopGapWeight: 2,
      shortestCycleDays: 7,
    },
    tagged: [...STAGES],
    names: { new: "stage-new", active: "stage-active", "at-risk": "stage-at-risk", lapsed: "stage-lapsed", lost: "stage-lost" },
  },
  smallestSegment: SMALLEST_SEGMENT,
  shopifySegments: true,
  metafields: [...METAFIELD_KEYS],
  horizon: DEFAULT_HORIZON,
};

/** Amounts in another currency mean nothing: a shop that has changed its own goes by the default shares until new ones are set. */
export function inCurrency(definition: SegmentDefinition, currency: string): SegmentDefinition {
  checkDefinition("definition", definition);
  text("currency", currency);
  const { tiers } = definition.value;
  if (tiers.by === "share" || tiers.currency === currency) return definition;
  return { ...definition, value: { ...definition.value, tiers: DEFAULT_TIERS } };
}
