/**
 * Where a shop's model stands after its back-test: "proven" on the shop's own past, "beaten" there by what needs no model,
 * or "unjudged", because there is too little past to tell.
 */
export const STANDINGS = ["proven", "beaten", "unjudged"] as const;
export type Standing = (typeof STANDINGS)[number];
