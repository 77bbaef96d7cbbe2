import { describe, expect, it } from "vitest";
import { plainSearch } from "#app/customers/plain-search.ts";

describe("plainSearch", () => {
  it.each([
    ["anna", "anna"],
    ["  Anna   Müller ", "Anna Müller"],
    ["anna@shop.example", "anna@shop.example"],
    ["김민수", "김민수"],
    ["O'Brien", `"O'Brien"`],
    ["-anna", '"-anna"'],
    ["email:anna", '"email:anna"'],
    ["anna OR tom", 'anna "OR" tom'],
    ["(anna)", '"(anna)"'],
    ['a"b', "a b"],
    ["ann*", "ann"],
    ['"*\\', ""],
  ])("%j is asked as %j", (typed, asked) => expect(plainSearch(typed)).toBe(asked));
});
