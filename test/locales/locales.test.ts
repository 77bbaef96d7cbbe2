import { describe, expect, it } from "vitest";
import en from "#app/locales/en.json" with { type: "json" };
import ko from "#app/locales/ko.json" with { type: "json" };
import korean from "#app/locales/ko.ts";
import serverEn from "#app/locales/server.en.json" with { type: "json" };
import serverKo from "#app/locales/server.ko.json" with { type: "json" };
import { readSourceTexts, textsOf } from "./source-texts.ts";

/** Names, signs, and texts that are nothing but figures. */
const SAME_IN_KOREAN = [
  "appName",
  "calculation.step",
  "customers.named",
  "ledger.part",
  "method.bg-nbd",
  "method.mbg-nbd",
  "method.pareto-nbd",
  "place.value.tiers.vip",
  "segmentTable.none",
  "tier.vip",
  "unit.percent",
  "versions.list",
  "versions.set",
];

const PLURAL = /_(zero|one|two|few|many|other)$/;

const { uses, fixed } = readSourceTexts();
const LANGUAGES = { en: textsByKey({ ...en, ...serverEn }), ko: textsByKey({ ...ko, ...serverKo }) };

it("reads a badge that asks for attention out as that, where Polaris's Korean has the word for an addressee", () => {
  expect(korean.polaris.Polaris.Badge.TONE_LABELS).toMatchObject({ attention: "주의", warning: "경고" });
});

it("finds the texts that the pages ask for", () => {
  expect(uses.length).toBeGreaterThan(100);
});

describe.each(Object.entries(LANGUAGES))("the locale file %s", (locale, texts) => {
  const keys = [...texts.keys()];

  it("has every text that a page asks for", () => {
    const missing = uses.filter((use) => !keys.some((key) => isUsed(key, use)));
    expect(missing).toEqual([]);
  });

  it("has no text that no page asks for", () => {
    expect(keys.filter((key) => !uses.some((use) => isUsed(key, use)))).toEqual([]);
  });

  it("has each counted text in the forms of its language, and no others", () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    const counted = Map.groupBy(keys.filter((key) => PLURAL.test(key)), (key) => key.replace(PLURAL, ""));
    expect(counted.size).toBeGreaterThan(10);
    for (const [key, found] of counted) expect(found.toSorted(), key).toEqual(forms.map((form) => `${key}_${form}`));
  });
});

describe("the locale files", () => {
  const named = (texts: Map<string, string>) => [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, "")))].toSorted();
  const pairs = [...LANGUAGES.ko].map(([key, korean]) => ({ key, korean, english: LANGUAGES.en.get(key)! }));

  it("have the same texts", () => {
    expect(named(LANGUAGES.ko)).toEqual(named(LANGUAGES.en));
  });

  it("fill the same figures into a text", () => {
    for (const { key, korean, english } of pairs) expect(placeholders(korean), key).toEqual(placeholders(english));
  });

  it("are translated", () => {
    const same = pairs.filter(({ korean, english }) => korean === english).map(({ key }) => key);
    expect(same.toSorted()).toEqual(SAME_IN_KOREAN.toSorted());
  });

  it("tell for how many days something is kept by the word that knows one day from two", () => {
    const days = pairs.filter(({ key }) => /^kept\.\w+Days$/.test(key.replace(PLURAL, "")));
    expect(days.filter(({ korean, english }) => !korean.includes("{{days}}") || !english.includes("{{days}}"))).toEqual([]);
  });

  it("have no particle behind a figure that would have to follow its sound", () => {
    // "{{name}}을" is right after 강, wrong after 나무: such sentences are built another way.
    const wrong = pairs.filter(({ korean }) => /}}(을|를|은|는|이|가|과|와|으로|로)(?=[\s,.)]|$)|\((을|를|은|는|이|가)\)/.test(korean));
    expect(wrong).toEqual([]);
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

function textsByKey(texts: object): Map<string, string> {
  const found = Object.entries(texts).flatMap(([name, text]): [string, string][] =>
    typeof text === "string" ? [[name, text]] : [...textsByKey(text as object)].map(([key, inner]): [string, string] => [`${name}.${key}`, inner]),
  );
  return new Map(found);
}

/** Each once: a language may repeat one. */
function placeholders(text: string): string[] {
  return [...new Set(text.match(/{{\w+}}/g))].toSorted();
}
