import type { Locale } from "../../locales/locale.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "../../segments/definition.ts";
import type { Stage } from "../../segments/stage.ts";
import { namedTags, tagsInUse } from "../../segments/tag-names.ts";
import type { ValueTier } from "../../segments/value-tier.ts";
import { carries } from "../segment-query.ts";
import { segmentName } from "./segment-name.ts";
import { SEGMENT_TITLES } from "./segment-titles.ts";

export type WantedSegment = {
  /** Of the tag in the definition. */
  place: string;
  name: string;
  query: string;
};

const DEFAULTS = new Map(namedTags(DEFAULT_DEFINITION).map(({ place, tag }) => [place, tag.slice(DEFAULT_DEFINITION.prefix.length)]));

/** A segment for each tag that is written. A tag that the merchant has named goes by that name in every language. */
export function wantedSegments(definition: SegmentDefinition, language: Locale): WantedSegment[] {
  if (!definition.shopifySegments) return [];
  return tagsInUse(definition).map(({ tag, place }) => {
    const given = tag.slice(definition.prefix.length);
    const title = given === DEFAULTS.get(place) ? SEGMENT_TITLES[language][place.split(".").at(-1) as ValueTier | Stage] : given;
    return { place, name: segmentName(title), query: carries(tag) };
  });
}
