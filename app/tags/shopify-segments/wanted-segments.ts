import { DEFAULT_DEFINITION, type SegmentDefinition } from "../../segments/definition.ts";
import type { Stage } from "../../segments/stage.ts";
import { namedTags, tagsInUse } from "../../segments/tag-names.ts";
import type { ValueTier } from "../../segments/value-tier.ts";
import { carries } from "../segment-query.ts";
import { segmentName } from "./segment-name.ts";

export type WantedSegment = {
  /** Of the tag in the definition. */
  place: string;
  name: string;
  query: string;
};

/** Whom the default tags stand for; a tag that the merchant has named goes by that name. */
const TITLES: Record<ValueTier | Stage, string> = {
  vip: "VIP",
  high: "High value",
  mid: "Mid value",
  low: "Low value",
  negative: "Negative value",
  new: "New",
  active: "Active",
  "at-risk": "At risk",
  lapsed: "Lapsed",
  lost: "Lost",
};

const DEFAULTS = new Map(namedTags(DEFAULT_DEFINITION).map(({ place, tag }) => [place, tag.slice(DEFAULT_DEFINITION.prefix.length)]));

/** A segment for each tag that is written. */
export function wantedSegments(definition: SegmentDefinition): WantedSegment[] {
  if (!definition.shopifySegments) return [];
  return tagsInUse(definition).map(({ tag, place }) => {
    const given = tag.slice(definition.prefix.length);
    const title = given === DEFAULTS.get(place) ? TITLES[place.split(".").at(-1) as ValueTier | Stage] : given;
    return { place, name: segmentName(title), query: carries(tag) };
  });
}
