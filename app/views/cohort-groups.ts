import type { SplitCells } from "#app/insights/shop-splits.ts";

export type CohortGroup = {
  /** As the address names it; of what is known `key:` and the key. */
  name: string;
  kind: "key" | "unknown" | "other";
  key: string | null;
  customers: number;
  place: number;
};

/** The groups of a cut, the largest first and all further ones together at the end. */
export function cohortGroups({ top, other }: SplitCells): CohortGroup[] {
  const own = top.map(({ key, customers }, place): CohortGroup =>
    key === null ? { name: "unknown", kind: "unknown", key, customers, place } : { name: `key:${key}`, kind: "key", key, customers, place });
  return other === null ? own : [...own, { name: "other", kind: "other", key: null, customers: other.customers, place: top.length }];
}
