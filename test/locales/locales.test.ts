import { describe, expect, it } from "vitest";
import en from "#app/locales/en.json" with { type: "json" };
import { readSourceTexts, textsOf } from "./source-texts.ts";

const PLURAL = /_(zero|one|two|few|many|other)$/;

const { uses, fixed } = readSourceTexts();
const keys = keysOf(en);

describe("the locale files", () => {
  it("are read by the pages at all", () => {
    expect(uses.length).toBeGreaterThan(100);
  });

  it("have every text that a page asks for", () => {
    const missing = uses.filter((use) => !keys.some((key) => isUsed(key, use)));
    expect(missing).toEqual([]);
  });

  it("have no text that no page asks for", () => {
    expect(keys.filter((key) => !uses.some((use) => isUsed(key, use)))).toEqual([]);
  });

  it("have both forms of every counted text", () => {
    const counted = keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ""));
    for (const key of counted) expect(keys).toEqual(expect.arrayContaining([`${key}_one`, `${key}_other`]));
  });
});

describe("pages", () => {
  it("have no text written into them", () => {
    expect(fixed).toEqual([]);
  });

  it.each([
    ["between tags", "<p>Hello</p>"],
    ["as an expression", '<p>{"Hello"}</p>'],
    ["in an attribute that is read out", '<img alt="Hello" />'],
    ["in what a component is handed", '<Page primaryAction={{ content: "Hello" }} />'],
  ])("would be caught with one %s", (_, code) => {
    expect(textsOf("page.tsx", code).fixed).toEqual([{ file: "page.tsx", line: 1, text: "Hello" }]);
  });
});

function isUsed(key: string, { begin, end }: { begin: string; end: string | null }): boolean {
  const plain = key.replace(PLURAL, "");
  if (end === null) return plain === begin;
  return plain.startsWith(begin) && plain.endsWith(end) && plain.length > begin.length + end.length;
}

function keysOf(texts: object, path = ""): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === "string" ? [`${path}${name}`] : keysOf(text as object, `${path}${name}.`),
  );
}
