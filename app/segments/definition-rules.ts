import type { SegmentDefinition } from "./definition.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { foldTag } from "./fold-tag.ts";
import { isReused, problemOfReuse } from "./reused-names.ts";
import { type NamedTag, namedTags } from "./tag-names.ts";

/** A prefix must leave room for a name, and there must be one: it tells our tags from everybody else's. */
const PREFIX = { least: 1, most: 40 };

/** Shopify's limit. */
const LONGEST_TAG = 255;

/** How the numbers must fit together. */
export function checkNumbers({ value: { tiers }, stage: { rule } }: SegmentDefinition, currency: string): DefinitionProblem[] {
  const stages = [
    ...descending(rule, "stage.rule", ["atRiskUpToCycles", "activeUpToCycles"]),
    ...descending(rule, "stage.rule", ["lapsedUpToCycles", "atRiskUpToCycles"]),
    ...upTo(rule, "stage.rule", "lapsedUpToCycles", "lostBeyondCycles"),
    ...upTo(rule, "stage.rule", "activeFromAlive", "lostBelowAlive"),
  ];
  return tiers.by === "share" ? [...checkShares(tiers), ...stages] : [...checkAmounts(tiers, currency), ...stages];
}

function checkShares({ vip, high, mid }: Record<"vip" | "high" | "mid", number>): DefinitionProblem[] {
  const sum = vip + high + mid;
  // Ten tenths are a little less than one in floating point.
  if (sum < 1 - 1e-9) return [];
  const places = ["value.tiers.vip", "value.tiers.high"];
  return [{ place: "value.tiers.mid", value: mid, allowed: { rule: "sum-below", places, sum, limit: 1 } }];
}

function checkAmounts(tiers: Record<"vip" | "high" | "mid", number> & { currency: string }, currency: string): DefinitionProblem[] {
  const place = "value.tiers.currency";
  return [
    ...(tiers.currency === currency ? [] : [{ place, value: tiers.currency, allowed: { rule: "currency", currency } } as const]),
    ...descending(tiers, "value.tiers", ["vip", "high"]),
    ...descending(tiers, "value.tiers", ["high", "mid"]),
  ];
}

function descending<K extends string>(numbers: Record<K, number>, at: string, [upper, lower]: [K, K]): DefinitionProblem[] {
  if (numbers[lower] < numbers[upper]) return [];
  return [{ place: `${at}.${lower}`, value: numbers[lower], allowed: { rule: "below", place: `${at}.${upper}`, limit: numbers[upper] } }];
}

function upTo<K extends string>(numbers: Record<K, number>, at: string, lower: K, upper: K): DefinitionProblem[] {
  if (numbers[lower] <= numbers[upper]) return [];
  return [{ place: `${at}.${lower}`, value: numbers[lower], allowed: { rule: "up-to", place: `${at}.${upper}`, limit: numbers[upper] } }];
}

/** That Shopify takes every tag, that each stands for one segment, and that none changes what it stands for. */
export function checkTags(definition: SegmentDefinition, current: SegmentDefinition): DefinitionProblem[] {
  const { prefix } = definition;
  if (prefix.length < PREFIX.least || prefix.length > PREFIX.most) {
    return [{ place: "prefix", value: prefix, allowed: { rule: "length", ...PREFIX } }];
  }
  // With whatever name: what is wrong with it is said there, and not at ten names that are right.
  if (!isTag(`${prefix}x`)) return [{ place: "prefix", value: prefix, allowed: { rule: "tag", most: LONGEST_TAG } }];
  const tags = namedTags(definition);
  const before = namedTags(current);
  return tags.flatMap((named, index) => checkTag(named, prefix, tags.slice(0, index), before) ?? []);
}

function checkTag(named: NamedTag, prefix: string, earlier: NamedTag[], before: NamedTag[]): DefinitionProblem | null {
  const { tag, place } = named;
  const value = tag.slice(prefix.length);
  if (lookOf(value) === "" || !isTag(tag)) return { place, value, allowed: { rule: "tag", most: LONGEST_TAG } };
  const look = lookOf(tag);
  const twin = earlier.find((it) => lookOf(it.tag) === look);
  if (twin) return { place, value, allowed: { rule: "unlike", ...twin } };
  const other = before.find((it) => isReused(named, it));
  return other ? problemOfReuse({ named, before: other }, prefix) : null;
}

/** Two tags that read the same are taken for one by who picks them from a list: wide letters, several spaces, characters that nobody sees. */
function lookOf(tag: string): string {
  return foldTag(tag.replaceAll(UNSEEN, "").normalize("NFKC").replaceAll(/\s+/g, " ").trim());
}

/** Taken away first: between two characters they keep these from being composed. The last, of Braille, has no ink and is no space. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

function isTag(tag: string): boolean {
  return tag.length <= LONGEST_TAG && tag === tag.trim() && !/[,\p{Cc}]/u.test(tag) && tag.isWellFormed();
}
