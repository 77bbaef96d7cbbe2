import { expect, it } from "vitest";
import { checkAtLeastZero, checkCount, checkParams } from "#app/clv/check-input.ts";
import { between, type Check, columnOf, eachField, fields, listOf, oneOf, positive, whole } from "#app/math/check-shape.ts";

const said = (run: () => void) => {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return null;
};

it.each<[string, Check, (name: string, value: number, row?: number) => void]>([
  ["a number from 0", between(0, 1e18), checkAtLeastZero],
  ["a count", whole(0, 1e6), checkCount],
])("the engine's checks are the ones of all others: %s", (_, check, engine) => {
  for (const value of [0, 7, -1, 0.5, NaN, 1e19, "5", null] as number[]) {
    expect(said(() => engine("x", value))).toBe(said(() => check("x", value)));
    expect(said(() => engine("x", value, 1))).toBe(said(() => check("x", value, 1)));
  }
  expect(() => columnOf(engine)("x", Float64Array.of(3, -1, -2))).toThrow(/^column x, row 1 is -1; allowed: /);
});

it("the first row, item or member that is not so is named, with its value and what is allowed", () => {
  expect(said(() => columnOf(positive)("x", Float64Array.of(1, 0)))).toBe("RangeError: column x, row 1 is 0; allowed: a finite number > 0");
  expect(said(() => columnOf(positive)("x", [1]))).toBe("TypeError: column x is [object Array]; allowed: a Float64Array");
  expect(said(() => listOf(fields({ a: oneOf(["b", "c"]) }))("x", [{ a: "b" }, { a: "d" }]))).toBe('TypeError: x[1].a is "d"; allowed: b, c');
  expect(said(() => listOf(positive)("x", [1, -1]))).toBe("RangeError: x[1] is -1; allowed: a finite number > 0");
});

it("of members that must be alike each is held to it", () => {
  const check = eachField(["a", "b"], positive);
  expect(said(() => check("x", { a: 1, b: 2, c: 0 }))).toBeNull();
  expect(said(() => check("x", { a: 1 }))).toBe("TypeError: x.b is undefined; allowed: a finite number > 0");
  expect(said(() => check("x", 5))).toBe("RangeError: x is 5; allowed: an object with a, b");
  expect(said(() => checkParams(5 as never, ["a", "b"]))).toBe("RangeError: params is 5; allowed: an object with a, b");
});
