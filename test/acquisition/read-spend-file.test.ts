import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSpendFile } from "#app/acquisition/read-spend-file.ts";
import { spendTemplate } from "#app/acquisition/spend-template.ts";
import { foldChannel, LARGEST_AMOUNT_MINOR, LARGEST_FILE_BYTES, MOST_AMOUNTS } from "#app/acquisition/spend.ts";
import en from "#app/locales/en.json" with { type: "json" };
import ko from "#app/locales/ko.json" with { type: "json" };
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";

const SAME = (name: string) => name;
const SHOP = { currency: "EUR", thisMonth: "2026-11", channels: ["web", "pos"], channelCalled: SAME };
const HEADINGS = ["Month", "Channel", "Amount"];
const HEAD = `${HEADINGS}\n`;

const read = (text: string, shop: Partial<typeof SHOP> = {}) => {
  const file = readSpendFile(text, { ...SHOP, ...shop });
  if (file.kind === "refused") throw new Error(`refused: ${JSON.stringify(file.reason)}`);
  return file;
};
/** What is wrong with a row that should be web's of January, with 5.00. */
const wrong = (row: string, shop: Partial<typeof SHOP> = {}) => read(HEAD + row, shop).problems;

describe("a file of spend", () => {
  it("has an amount for each month and channel, in the shop's minor units", () => {
    expect(read(`${HEAD}2026-01,web,1200.50\n2026-02,pos,0\n2026-11,web,7`)).toEqual({
      kind: "read", totalMinor: 120_750, problems: [], blank: 0,
      spends: [
        { month: "2026-01", channel: "web", amountMinor: 120_050 },
        { month: "2026-02", channel: "pos", amountMinor: 0 },
        { month: "2026-11", channel: "web", amountMinor: 700 },
      ],
    });
  });

  it("has its columns by name, in any order and case, among others", () => {
    const { spends } = read("\uFEFFNote;AMOUNT;month;Channel\r\nx;3.5;2026-01;web\r\n");
    expect(spends).toEqual([{ month: "2026-01", channel: "web", amountMinor: 350 }]);
  });

  it("spells channels as the shop does, and those that it does not know as they came first", () => {
    const { spends } = read(`${HEAD}2026-01,WEB,1\n2026-02,Google Ads,2\n2026-03,google ads,3`);
    expect(spends.map(({ channel }) => channel)).toEqual(["web", "Google Ads", "Google Ads"]);
  });

  it("takes a channel by the words that pages have for it, too, and for the same one", () => {
    const channelCalled = (name: string) => (name === "Online Store" ? "web" : name);
    const { spends, problems } = read(`${HEAD}2026-01,Online Store,1\n2026-02,WEB,2\n2026-01,web,3`, { channelCalled });
    expect(spends.map(({ channel }) => channel)).toEqual(["web", "web"]);
    expect(problems).toEqual([{ line: 4, column: "channel", value: "web", allowed: { rule: "once", line: 2 } }]);
  });

  it("says nothing where the amount is empty", () => {
    expect(read(`${HEAD}2026-01,web,\n2026-02,web\nnonsense,,`)).toMatchObject({ spends: [], problems: [], blank: 3 });
  });

  it("loses nothing of the good rows for the sake of a bad one, and names its line, column and value", () => {
    const { spends, totalMinor, problems } = read(`${HEAD}2026-01,web,1\n\n2026-02,web,lots\n2026-03,web,3`);
    expect([spends.length, totalMinor]).toEqual([2, 400]);
    expect(problems).toEqual([{ line: 4, column: "amount", value: "lots", allowed: { rule: "amount", decimals: 2 } }]);
  });

  it("has everything that is wrong with a row", () => {
    expect(wrong("01/2026,,-5").map(({ column, allowed }) => [column, allowed.rule])).toEqual([["month", "month"], ["channel", "length"], ["amount", "at-least"]]);
  });

  it.each(["2026-13", "2026-1", "Jan-26", "01/2026", "2026-01-01", "2026-12", "1989-12", "", "202601"])("knows no month %j", (month) => {
    expect(wrong(`${month},web,5`)).toEqual([{ line: 2, column: "month", value: month, allowed: { rule: "month", from: "1990-01", to: "2026-11" } }]);
  });

  it.each(['"1,234.50"', "1.234.50", "1e9", "€5", "5 EUR", "5.005", "five", "0x10", "Infinity", "5-", "١٢"])("knows no amount %s", (amount) => {
    expect(wrong(`2026-01,web,${amount}`)).toEqual([
      { line: 2, column: "amount", value: amount.replaceAll('"', ""), allowed: { rule: "amount", decimals: 2 } },
    ]);
  });

  it("reads amounts by the currency's own decimals", () => {
    expect(read(`${HEAD}2026-01,web,5.005`, { currency: "KWD" }).totalMinor).toBe(5005);
    expect(read(`${HEAD}2026-01,web,5000`, { currency: "KRW" }).totalMinor).toBe(5000);
    expect(wrong("2026-01,web,5.5", { currency: "KRW" })).toMatchObject([{ allowed: { rule: "amount", decimals: 0 } }]);
  });

  it("has no amount below zero or beyond what adds up exactly", () => {
    expect(wrong("2026-01,web,-0.01")).toMatchObject([{ value: "-0.01", allowed: { rule: "at-least", limitMinor: 0 } }]);
    const most = minorToDecimal(LARGEST_AMOUNT_MINOR, "EUR");
    expect(read(`${HEAD}2026-01,web,${most}`).totalMinor).toBe(LARGEST_AMOUNT_MINOR);
    expect(wrong(`2026-01,web,${minorToDecimal(LARGEST_AMOUNT_MINOR + 1, "EUR")}`)).toMatchObject([{ allowed: { rule: "at-most", limitMinor: LARGEST_AMOUNT_MINOR } }]);
    expect(LARGEST_AMOUNT_MINOR * MOST_AMOUNTS).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect(wrong("2026-01,web,99999999999999999999")).toMatchObject([{ allowed: { rule: "amount" } }]);
  });

  it.each([["", "length"], ["x".repeat(101), "length"], ["a\u0000b", "characters"], ['"a\nb"', "characters"], ["Caf\uFFFD", "characters"]])("knows no channel %j", (channel, rule) => {
    expect(wrong(`2026-01,${channel},5`)).toMatchObject([{ line: 2, column: "channel", allowed: { rule } }]);
  });

  it("takes a month and channel once, and names the line where it stood first", () => {
    const { spends, problems } = read(`${HEAD}2026-01,web,1\n2026-02,web,2\n2026-01,Web,3\n2026-01, web ,1`);
    expect(spends).toHaveLength(2);
    expect(problems).toMatchObject([4, 5].map((line) => ({ line, column: "channel", allowed: { rule: "once", line: 2 } })));
  });

  it("does not count a bad row as the first", () => {
    expect(read(`${HEAD}2026-01,web,x\n2026-01,web,3`)).toMatchObject({ totalMinor: 300, problems: [{ line: 2 }] });
  });

  it.each([
    ["nothing", "", { why: "empty" }],
    ["other columns", "Date,Campaign,Cost\n2026-01,web,5", { why: "columns", missing: ["month", "channel", "amount"] }],
    ["one column too few", "Month,Amount\n2026-01,5", { why: "columns", missing: ["channel"] }],
    ["a picture", "\u0089PNG\u001A\u0000\u0000", { why: "columns", missing: ["month", "channel", "amount"] }],
    ["an open quotation mark", `${HEAD}2026-01,"web,5`, { why: "open-quote" }],
    ["a megabyte", HEAD + "x".repeat(LARGEST_FILE_BYTES), { why: "size" }],
    ["too many rows", HEAD + "2026-01,web,5\n".repeat(MOST_AMOUNTS + 1), { why: "rows", most: MOST_AMOUNTS }],
  ])("is refused where it holds %s", (_, text, reason) => {
    expect(readSpendFile(text, SHOP)).toEqual({ kind: "refused", reason });
  });

  it("never throws, whatever is in it", () => {
    const text = fc.string({ unit: fc.constantFrom(...'Month,Channel,Amount\n2026-01;web\t"\'=-+.\r\u0000é€1'), maxLength: 80 });
    fc.assert(fc.property(text, (it) => {
      const { kind } = readSpendFile(HEAD + it, SHOP);
      expect(["read", "refused"]).toContain(kind);
    }));
  });
});

describe("the template", () => {
  const channel = fc.string({ unit: fc.constantFrom(..."aZ1=+-@ ,;\"'é"), minLength: 1, maxLength: 12 }).map((it) => it.trim()).filter((it) => it !== "" && !/^'[=+\-@]/.test(it));

  it("comes back as it was filled in: what is noted, and nothing about the rest", () => {
    const noted = fc.uniqueArray(channel, { selector: foldChannel, maxLength: 4 }).chain((channels) =>
      fc.record({ channels: fc.constant(channels), amounts: fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: channels.length, maxLength: channels.length }) }));
    fc.assert(fc.property(noted, ({ channels, amounts }) => {
      const spends = channels.map((it, index) => ({ month: "2026-02", channel: it, amountMinor: amounts[index]! }));
      const text = spendTemplate({ headings: HEADINGS, months: ["2026-01", "2026-02"], channels, spends, currency: "EUR", nameOf: SAME });
      expect(read(text, { channels })).toMatchObject({ spends, problems: [], blank: channels.length });
    }));
  });

  it.each([en, ko])("comes back in whatever language it was fetched", ({ spendColumn: { month, channel, amount } }) => {
    const text = spendTemplate({ headings: [month, channel, amount], months: ["2026-01"], channels: ["web"], spends: [{ month: "2026-01", channel: "web", amountMinor: 5 }], currency: "EUR", nameOf: SAME });
    expect(read(text)).toMatchObject({ totalMinor: 5, problems: [] });
    expect(read(text.normalize("NFD")).totalMinor).toBe(5);
  });

  it("has no cell that a spreadsheet would run", () => {
    const text = spendTemplate({ headings: HEADINGS, months: ["2026-01"], channels: ['=HYPERLINK("http://x")', "+1-2", "@x", "-y"], spends: [], currency: "EUR", nameOf: SAME });
    for (const line of text.trimEnd().split("\n").slice(1)) expect(line).toMatch(/^2026-01,"?'/);
  });
});
