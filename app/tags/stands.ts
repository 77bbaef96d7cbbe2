import type { WrittenRow } from "./plan-write.ts";
import type { LeftAlone } from "./wanted-tags.ts";

/** How customers stand in Shopify as far as is known: what a plan needs beside what is wanted of them. */
export type Stands = {
  written: Map<number, WrittenRow>;
  leftAlone: Map<number, LeftAlone>;
  merged: Set<number>;
};
