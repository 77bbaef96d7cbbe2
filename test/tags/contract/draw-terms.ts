import { DEFAULT_DEFINITION, type SegmentDefinition, type TierRule } from "#app/segments/definition.ts";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import type { WriteSettings } from "#app/tags/write-settings.ts";
import type { Dice } from "#sandbox/fill/dice.ts";

export const CURRENCY = "GBP";

const PREFIXES = ["clv:", "고객 ", "Perennial – ", "x/"];

/** No two of them share a name: a definition may not give a tag that it has to another tier. */
const VALUE_NAMES = [
  DEFAULT_DEFINITION.value.names,
  { vip: "최우수", high: "우수 고객", mid: "보통 고객", low: "낮음", negative: "환불이 더 많음" },
  { vip: "VIP Club", high: "High Value", mid: "Middle Ground", low: "Low", negative: "Below Zero" },
];
const STAGE_NAMES = [
  DEFAULT_DEFINITION.stage.names,
  { new: "새 고객", active: "활동 중", "at-risk": "떠날 위험", lapsed: "뜸해짐", lost: "떠난 고객" },
  { new: "Just In", active: "Coming Back", "at-risk": "At Risk!", lapsed: "Gone Quiet", lost: "Farewell" },
];

/** What other apps and the merchant have put on customers, some of it much like ours. */
export const FOREIGN = [
  "newsletter", "clv-lookalike", "clv:", "clv:reward", "vip", "Wholesale", "x-clv:value-vip", "value-vip", "고객 등급", "VIP Club", "최우수", "x/y",
];

const TIERS: TierRule[] = [
  DEFAULT_DEFINITION.value.tiers,
  { by: "share", vip: 0.2, high: 0.2, mid: 0.59 },
  { by: "amount", currency: CURRENCY, vip: 50_000, high: 20_000, mid: 5_000 },
  { by: "amount", currency: CURRENCY, vip: 3, high: 2, mid: 1 },
];

/** A merchant's own definition, by which at least something is written. */
export function drawDefinition(dice: Dice): SegmentDefinition {
  const metafields = dice.pick([METAFIELD_KEYS, METAFIELD_KEYS, [], ["value_tier", "lifetime_value"] as const]);
  const [value, stage] = dice.pick([[true, true], [true, true], [true, true], [true, false], [false, true], [false, false]] as const);
  return {
    ...DEFAULT_DEFINITION,
    prefix: dice.pick(PREFIXES),
    value: { ...DEFAULT_DEFINITION.value, on: value, tiers: dice.pick(TIERS), names: dice.pick(VALUE_NAMES) },
    stage: { ...DEFAULT_DEFINITION.stage, on: stage, names: dice.pick(STAGE_NAMES) },
    shopifySegments: dice.chance(0.3),
    metafields: [...(value || stage ? metafields : METAFIELD_KEYS)],
  };
}

/** Half of the merchants are asked before every run that changes tags, or before large ones. */
export function drawWriteSettings(dice: Dice): WriteSettings {
  const [capPercent, capCustomers] = dice.pick([[30, 500], [30, 500], [0, 0], [20, 3]] as const);
  return { handChanges: dice.pick(["restore", "restore", "respect"]), capPercent, capCustomers };
}

export const FAULTS = [
  { kind: "throttled" }, { kind: "too-many-requests", amount: 0 }, { kind: "server-error" }, { kind: "connection-reset" },
  { kind: "answer-cut" }, { kind: "answer-lost" }, { kind: "token-expired" }, { kind: "bulk-failed", amount: 31 },
  { kind: "bulk-timed-out", amount: 0 }, { kind: "bulk-canceled", amount: 17 }, { kind: "bulk-expired" }, { kind: "bulk-malformed" },
  { kind: "download-cut" }, { kind: "download-expired" },
];
