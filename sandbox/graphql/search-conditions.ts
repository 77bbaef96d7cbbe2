import { refuse } from "./fields.ts";
import { type Comparator, parseSearch, type Search, type SearchTerm } from "./parse-search.ts";

export type Matches<T> = (record: T) => boolean;

/** Turns one term on a field into a test; refuses values it cannot read. */
export type Condition<T> = (term: SearchTerm) => Matches<T>;

/** The test that a whole search amounts to. A field without a condition is refused, never ignored. */
export function compileSearch<T>(query: string | undefined, conditions: Record<string, Condition<T>>, freeText?: Condition<T>): Matches<T> {
  const compile = (search: Search): Matches<T> => {
    if ("every" in search) return every(search.every.map(compile));
    if ("some" in search) return some(search.some.map(compile));
    const condition = search.field === null ? freeText : conditions[search.field];
    return condition?.(search) ?? refuse(`searching by ${search.field ?? "free text"} is not implemented (only: ${Object.keys(conditions).join(", ")})`);
  };
  return compile(parseSearch(query ?? ""));
}

function every<T>(tests: Matches<T>[]): Matches<T> {
  return (record) => tests.every((test) => test(record));
}

function some<T>(tests: Matches<T>[]): Matches<T> {
  return (record) => tests.some((test) => test(record));
}

export function instantCondition<T>(instantOf: (record: T) => string): Condition<T> {
  return ({ field, comparator, value }) => {
    // Shopify reads a bare date in the shop's time zone; an instant means the same everywhere.
    const wanted = /T.*(Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(wanted)) refuse(`${field}:${value} is not an instant like 2026-01-31T12:00:00Z`);
    return (record) => compare(Date.parse(instantOf(record)), comparator, wanted);
  };
}

export function numberCondition<T>(numberOf: (record: T) => number | null): Condition<T> {
  return ({ field, comparator, value }) => {
    if (!/^-?\d+(\.\d+)?$/.test(value)) refuse(`${field}:${value} is not a number`);
    return (record) => {
      const number = numberOf(record);
      return number !== null && compare(number, comparator, Number(value));
    };
  };
}

/** Equality without regard to case, with any of a record's texts. */
export function textCondition<T>(textsOf: (record: T) => readonly (string | null)[]): Condition<T> {
  return ({ field, comparator, value }) => {
    if (comparator !== "=") refuse(`${field} cannot be compared by ${comparator}`);
    const wanted = value.toLowerCase();
    return (record) => textsOf(record).some((text) => text?.toLowerCase() === wanted);
  };
}

export function booleanCondition<T>(holds: Matches<T>): Condition<T> {
  return ({ field, comparator, value }) => {
    if (comparator !== "=" || !/^(true|false)$/.test(value)) refuse(`${field} is true or false, not ${comparator}${value}`);
    return (record) => holds(record) === (value === "true");
  };
}

function compare(number: number, comparator: Comparator, wanted: number): boolean {
  switch (comparator) {
    case "=":
      return number === wanted;
    case ">":
      return number > wanted;
    case ">=":
      return number >= wanted;
    case "<":
      return number < wanted;
    case "<=":
      return number <= wanted;
  }
}
