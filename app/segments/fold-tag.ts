import { text } from "#app/math/check-shape.ts";

/** A night folds the tags of a million customers, and most are of such letters alone: of them nothing is composed. */
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Shopify knows no two tags that differ in case only: two are the same where this is. By Unicode's canonical caseless
 * matching, which takes ß for ss, and é for e with an accent: whether Shopify does is not known, and tags that only may be
 * the same are not to stand for two things.
 */
export function foldTag(tag: string): string {
  text("tag", tag);
  return ASCII.test(tag) ? tag.toLowerCase() : tag.normalize().toUpperCase().toLowerCase();
}
