import { CONSENT_WAYS, type ConsentWay } from "#app/reach/consent.ts";
import { SCORE_SORTS, type ScoreSort, type SortDirection } from "#app/scoring/score-sort.ts";
import { type Stage, STAGES } from "#app/segments/stage.ts";
import { type ValueTier, VALUE_TIERS } from "#app/segments/value-tier.ts";

/** A row's place in the sorted list: the value it is sorted by, and its customer. */
export type Place = { value: string; customerId: bigint };

/** Whom the list keeps to; null or empty: everybody. */
export type CustomersFilter = {
  tiers: ValueTier[];
  stages: Stage[];
  /** Of the first order that counts (customer_origins). */
  channel: string | null;
  country: string | null;
  /** Shopify's id. */
  firstProduct: string | null;
  /** Calendar days of the last order, both included. */
  lastFrom: string | null;
  lastTo: string | null;
  /** Lifetime value in minor units, both included. */
  least: number | null;
  most: number | null;
};

export type CustomersQuery = CustomersFilter & {
  search: string;
  /** Who has subscribed to this way of being written to, by what Shopify says when it is asked; null: everybody. */
  consent: ConsentWay | null;
  sort: ScoreSort;
  direction: SortDirection;
  /** The page that follows a place, or the one that leads up to it; null: the first page. */
  from: { side: "after" | "before"; place: Place } | null;
};

/** Where the address holds what; `after` and `before` are a place in the list. */
export const LIST_PARAMETERS = ["q", "tier", "stage", "channel", "country", "product", "from", "to", "min", "max", "consent", "sort", "dir"] as const;
export type ListParameter = (typeof LIST_PARAMETERS)[number];

const LONGEST_SEARCH = 200;

/** The list's state as the address holds it. What it does not know there (an old bookmark) is as if absent. */
export function parseCustomersQuery(params: URLSearchParams): CustomersQuery {
  const get = (name: ListParameter) => params.get(name) ?? "";
  const sort = oneOf(SCORE_SORTS, get("sort")) ?? "lifetime-value";
  return {
    search: get("q").trim().slice(0, LONGEST_SEARCH),
    tiers: someOf(VALUE_TIERS, get("tier")),
    stages: someOf(STAGES, get("stage")),
    channel: get("channel") || null,
    country: /^[A-Z]{2}$/.test(get("country")) ? get("country") : null,
    firstProduct: /^\d{1,18}$/.test(get("product")) ? get("product") : null,
    lastFrom: calendarDay(get("from")),
    lastTo: calendarDay(get("to")),
    least: wholeNumber(get("min")),
    most: wholeNumber(get("max")),
    consent: oneOf(CONSENT_WAYS, get("consent")),
    sort,
    direction: params.get("dir") === "asc" ? "asc" : "desc",
    from: placeIn(params, "after", sort) ?? placeIn(params, "before", sort),
  };
}

export function placeToText({ value, customerId }: Place): string {
  return `${value}_${customerId}`;
}

export function placeOfText(text: string, sort: ScoreSort): Place | null {
  const found = /^([^_]+)_(\d{1,18})$/.exec(text);
  if (!found?.[1] || !found[2]) return null;
  const value = sort === "last-order" ? calendarDay(found[1]) : wholeNumber(found[1]);
  return value === null ? null : { value: String(value), customerId: BigInt(found[2]) };
}

function placeIn(params: URLSearchParams, side: "after" | "before", sort: ScoreSort): CustomersQuery["from"] {
  const place = placeOfText(params.get(side) ?? "", sort);
  return place && { side, place };
}

function wholeNumber(text: string): number | null {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** `2026-02-30` is none. */
function calendarDay(text: string): string | null {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

function someOf<const T extends string>(allowed: readonly T[], text: string): T[] {
  const asked = text.split(",");
  return allowed.filter((one) => asked.includes(one));
}

function oneOf<const T extends string>(allowed: readonly T[], text: string): T | null {
  return allowed.find((one) => one === text) ?? null;
}
