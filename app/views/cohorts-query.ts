import { COHORT_CUTS, type CohortCut } from "#app/insights/cohort-cuts.ts";
import { COHORT_LENGTHS, type CohortLength } from "#app/insights/cohort-rows.ts";

/** What a cell says: what its customers have brought so far, or how many of them bought in that month. */
export const SHOWN = ["value", "retention"] as const;
export const MEASURES = ["net", "revenue", "margin"] as const;
export const PERS = ["customer", "total"] as const;

export type Measure = (typeof MEASURES)[number];

export type CohortsQuery = {
  length: CohortLength;
  show: (typeof SHOWN)[number];
  measure: Measure;
  per: (typeof PERS)[number];
  /** Null: all customers. */
  cut: CohortCut | null;
  /** One group of the cut (cohort-groups.ts); null: the cut's groups side by side. */
  group: string | null;
};

export function comparesGroups<Query extends Pick<CohortsQuery, "cut" | "group">>(query: Query): query is Query & { cut: CohortCut; group: null } {
  return query.cut !== null && query.group === null;
}

/** The page's state as the address holds it. What it does not know there (an old bookmark) is as if absent. */
export function parseCohortsQuery(params: URLSearchParams): CohortsQuery {
  const of = <const T extends string>(allowed: readonly T[], name: string): T | null => allowed.find((one) => one === params.get(name)) ?? null;
  const cut = of(COHORT_CUTS, "cut");
  return {
    length: of(COHORT_LENGTHS, "length") ?? "month",
    show: of(SHOWN, "show") ?? "value",
    measure: of(MEASURES, "measure") ?? "net",
    per: of(PERS, "per") ?? "customer",
    cut,
    group: cut === null ? null : params.get("group") || null,
  };
}
