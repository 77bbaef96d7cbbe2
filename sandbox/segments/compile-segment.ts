import { localDay } from "#app/time/local-day.ts";
import { refuse } from "../graphql/fields.ts";
import type { CustomerRecord } from "../store/model.ts";
import type { World } from "../world.ts";
import { type Comparison, InvalidSegmentQuery, parseSegment, type SegmentCondition, type SegmentQuery, type SegmentValue } from "./parse-segment.ts";
import { findSegmentFilter, type SegmentFilter } from "./segment-filters.ts";

export type IsMember = (customer: CustomerRecord) => boolean;

type Fact = string | number | boolean;

/**
 * Who belongs to a segment, as of now.
 *
 * @throws InvalidSegmentQuery where Shopify would refuse the query
 */
export function compileSegment(query: string, world: World): IsMember {
  const compile = (part: SegmentQuery): IsMember => {
    if ("every" in part) return all(part.every.map(compile));
    if ("some" in part) return any(part.some.map(compile));
    return compileCondition(part, world);
  };
  return compile(parseSegment(query));
}

function compileCondition(condition: SegmentCondition, world: World): IsMember {
  const { filter: name, column, test } = condition;
  const fail = (message: string): never => {
    throw new InvalidSegmentQuery(column, message);
  };
  const filter = findSegmentFilter(name, world) ?? fail(`'${name}' filter cannot be found.`);
  if (filter === "lacking") refuse(`the segment filter ${name} is not implemented`);
  const read = (value: SegmentValue) => readValue(value, filter.type, world) ?? fail(`'${value.text}' is not a value of '${name}'.`);

  if (test.kind === "null") return (customer) => isNothing(filter, customer) !== test.negated;
  if (filter.type === "texts") {
    if (test.kind !== "contains") return fail(`'${name}' takes CONTAINS, NOT CONTAINS and IS NULL only.`);
    const wanted = read(test.value);
    return (customer) => filter.read(customer).some((text) => text === wanted) !== test.negated;
  }
  if (test.kind === "contains") return fail(`'${name}' cannot be compared by CONTAINS.`);
  const isOrdered = filter.type === "number" || filter.type === "day";
  if (test.kind === "between") {
    if (!isOrdered) return fail(`'${name}' cannot be compared by BETWEEN.`);
    const [from, to] = [read(test.from), read(test.to)];
    return (customer) => holds(filter.read(customer), ">=", from) && holds(filter.read(customer), "<=", to);
  }
  if (!isOrdered && test.by !== "=" && test.by !== "!=") return fail(`'${name}' cannot be compared by ${test.by}.`);
  const wanted = read(test.value);
  return (customer) => holds(filter.read(customer), test.by, wanted);
}

function isNothing(filter: SegmentFilter, customer: CustomerRecord): boolean {
  return filter.type === "texts" ? filter.read(customer).length === 0 : filter.read(customer) === null;
}

/** A value as the filter's type needs it, or null where it is none. */
function readValue({ text, quoted }: SegmentValue, type: SegmentFilter["type"], world: World): Fact | null {
  if (type === "text" || type === "texts") return quoted ? text : null;
  if (quoted) return null;
  if (type === "boolean") return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : null;
  if (type === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  return readDay(text, world);
}

/** `2026-01-31`, or so many days, weeks, months or years before today: `-90d`. */
function readDay(text: string, { clock, store }: World): number | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const day = new Date(`${text}T00:00:00Z`);
    // Parsing alone would take the 30th of February for the 2nd of March.
    return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? null : localDay(day, "UTC");
  }
  if (/^\d+_[a-z]+_ago$/.test(text)) refuse(`the deprecated date ${text} is not implemented: write -90d`);
  const [, number, unit] = /^-(\d+)([dwmy])$/.exec(text) ?? [];
  if (number === undefined) return null;
  const today = localDay(new Date(clock.now()), store.shop().ianaTimezone);
  if (unit === "d" || unit === "w") return today - Number(number) * (unit === "w" ? 7 : 1);
  const date = new Date(0);
  date.setUTCDate(1 + today);
  date.setUTCMonth(date.getUTCMonth() - Number(number) * (unit === "y" ? 12 : 1));
  return localDay(date, "UTC");
}

/** Nothing is neither equal nor unequal to anything. */
function holds(fact: Fact | null, by: Comparison, wanted: Fact): boolean {
  if (fact === null) return false;
  switch (by) {
    case "=":
      return fact === wanted;
    case "!=":
      return fact !== wanted;
    case ">":
      return fact > wanted;
    case ">=":
      return fact >= wanted;
    case "<":
      return fact < wanted;
    case "<=":
      return fact <= wanted;
  }
}

function all(tests: IsMember[]): IsMember {
  return (customer) => tests.every((test) => test(customer));
}

function any(tests: IsMember[]): IsMember {
  return (customer) => tests.some((test) => test(customer));
}
