import { SCORE_SORTS, type ScoreSort, type SortDirection } from "#app/scoring/score-sort.ts";
import { type Stage, STAGES } from "#app/segments/stage.ts";
import { type ValueTier, VALUE_TIERS } from "#app/segments/value-tier.ts";

/** A row's place in the sorted list: the value it is sorted by, and its customer. */
export type Place = { value: string; customerId: bigint };

export type CustomersQuery = {
  search: string;
  tier: ValueTier | null;
  stage: Stage | null;
  sort: ScoreSort;
  direction: SortDirection;
  /** The page that follows a place, or the one that leads up to it; null: the first page. */
  from: { side: "after" | "before"; place: Place } | null;
};

const LONGEST_SEARCH = 200;

/** The list's state as the address holds it. What it does not know there (an old bookmark) is as if absent. */
export function parseCustomersQuery(params: URLSearchParams): CustomersQuery {
  const sort = oneOf(SCORE_SORTS, params.get("sort")) ?? "lifetime-value";
  return {
    search: (params.get("q") ?? "").trim().slice(0, LONGEST_SEARCH),
    tier: oneOf(VALUE_TIERS, params.get("tier")),
    stage: oneOf(STAGES, params.get("stage")),
    sort,
    direction: params.get("dir") === "asc" ? "asc" : "desc",
    from: placeIn(params, "after", sort) ?? placeIn(params, "before", sort),
  };
}

export function placeToText({ value, customerId }: Place): string {
  return `${value}_${customerId}`;
}

function placeIn(params: URLSearchParams, side: "after" | "before", sort: ScoreSort): CustomersQuery["from"] {
  const value = sort === "last-order" ? String.raw`\d{4}-\d{2}-\d{2}` : String.raw`-?\d{1,18}`;
  const found = new RegExp(`^(${value})_(\\d{1,18})$`).exec(params.get(side) ?? "");
  if (!found?.[1] || !found[2]) return null;
  return { side, place: { value: found[1], customerId: BigInt(found[2]) } };
}

function oneOf<const T extends string>(allowed: readonly T[], text: string | null): T | null {
  return allowed.find((one) => one === text) ?? null;
}
