import { describe, expect, it } from "vitest";
import { EXCEPTIONS } from "./exceptions.ts";
import { findPublicFunctions, type PublicFunction } from "./find-public-functions.ts";
import { type Sample, SAMPLES } from "./samples.ts";
import { type Spoilt, spoil } from "./spoil.ts";

const found = await findPublicFunctions();
const excepted = Object.values(EXCEPTIONS).flat();
const isExcepted = (name: string) => excepted.some((exception) => (exception.endsWith("#") ? name.startsWith(exception) : name === exception));

/** As we say it: the place, the value, what is allowed. The language itself says "Cannot read properties of null". */
const NAMES_IT = /^\S.* (is|has|have) .*; allowed: |^"?.*"? is not (an amount such as|a code of|a whole number of|midnight UTC)|^an invalid date is not/;

function notFinite(value: unknown, at = "result"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${at} is ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => notFinite(inner, `${at}.${key}`));
}

/** What is wrong with how it is taken; nothing where it is refused in our words, or right. */
function faultOf({ call }: PublicFunction, { open = [] }: Sample, { path, wrong, isNeverRight, args }: Spoilt): string[] {
  const place = path.join(".");
  const said = `${place} = ${typeof wrong === "string" ? `"${wrong}"` : String(wrong)}`;
  try {
    const unusable = notFinite(call(...args));
    if (open.includes(place)) return [];
    if (isNeverRight) return [`${said} is taken`];
    return unusable.slice(0, 1).map((it) => `${said}: ${it}`);
  } catch (error) {
    return error instanceof Error && NAMES_IT.test(error.message) ? [] : [`${said}: ${String(error)}`];
  }
}

describe("every public function", () => {
  it("is tried below, or stands among the exceptions with a reason", () => {
    const names = found.map(({ name }) => name);
    expect(names.filter((name) => !(name in SAMPLES) && !isExcepted(name)), "neither tried nor excepted").toEqual([]);
    expect(Object.keys(SAMPLES).filter((name) => !names.includes(name) || isExcepted(name)), "tried, but no public function").toEqual([]);
    expect(excepted.filter((exception) => !names.some((name) => name.startsWith(exception))), "excepted, but no public function").toEqual([]);
  });

  it.each(found.filter(({ name }) => name in SAMPLES))("$name refuses what it cannot take, and names it", (it) => {
    const sample = SAMPLES[it.name]!;
    expect(() => it.call(...sample.args), "what is right is taken").not.toThrow();
    expect(spoil(sample.args, sample.given ?? []).flatMap((spoilt) => faultOf(it, sample, spoilt))).toEqual([]);
  });
});
