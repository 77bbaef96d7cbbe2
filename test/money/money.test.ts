import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatEstimate, formatMoney, formatRoundMoney } from "#app/money/format-money.ts";
import { isCurrencyCode, minorDigits } from "#app/money/minor-digits.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { parseMoney } from "#app/money/parse-money.ts";

describe("minorDigits", () => {
  it("follows ISO 4217, also where Intl shows no decimals", () => {
    const expected = { USD: 2, GBP: 2, JPY: 0, KRW: 0, KWD: 3, BHD: 3, HUF: 2, IDR: 2, COP: 2, RSD: 2, IQD: 3 };
    for (const [currency, digits] of Object.entries(expected)) expect([currency, minorDigits(currency)]).toEqual([currency, digits]);
  });

  it.each(["usd", "US", "", "€", "USDT"])("refuses %j by name", (currency) => {
    expect(() => minorDigits(currency)).toThrow(`Currency "${currency}" is not a code`);
  });

  it("takes a name that every object has, and a list of one code, for no code", () => {
    expect(() => minorDigits("constructor")).toThrow('Currency "constructor" is not a code');
    expect([isCurrencyCode("USD"), isCurrencyCode(["USD"] as unknown as string)]).toEqual([true, false]);
  });
});

describe("parseMoney", () => {
  it.each([
    ["12.34", "GBP", 1234],
    ["0.1", "USD", 10],
    ["-0.50", "USD", -50],
    ["-0.00", "USD", 0],
    ["1.005000", "KWD", 1005],
    ["1200.0", "JPY", 1200],
    ["1.10", "EUR", 110],
    ["90071992547409.91", "USD", Number.MAX_SAFE_INTEGER],
  ])("%s %s is %d minor units", (amount, currency, minor) => {
    expect(parseMoney(amount, currency)).toBe(minor);
  });

  it.each(["", " ", "12,34", "1,234.56", "12.", ".5", "1e3", "NaN", "£12", "--1", "12.34 "])("refuses %j by name", (amount) => {
    expect(() => parseMoney(amount, "GBP")).toThrow(`"${amount}" is not an amount`);
  });

  it("refuses to round", () => {
    expect(() => parseMoney("12.345", "GBP")).toThrow('"12.345" has more decimals than GBP has (2)');
    expect(() => parseMoney("1200.5", "JPY")).toThrow('"1200.5" has more decimals than JPY has (0)');
  });

  it("refuses what an integer cannot hold", () => {
    expect(() => parseMoney("90071992547409.92", "USD")).toThrow("beyond 9007199254740991 minor units of USD");
  });

  it("reads back every amount it can be given, in any currency", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("USD", "JPY", "KWD"), (minor, currency) => {
        expect(parseMoney(minorToDecimal(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });
});

describe("minorToDecimal", () => {
  it.each([
    [1234, "USD", "12.34"],
    [-5, "KWD", "-0.005"],
    [1200, "JPY", "1200"],
    [0, "USD", "0.00"],
    [-Number.MAX_SAFE_INTEGER, "USD", "-90071992547409.91"],
  ])("%d %s is %s", (minor, currency, decimal) => {
    expect(minorToDecimal(minor, currency)).toBe(decimal);
  });

  it("refuses fractions of a minor unit", () => {
    expect(() => minorToDecimal(0.5, "USD")).toThrow("0.5 is not a whole number of minor units of USD");
    expect(() => minorToDecimal(2 ** 53, "USD")).toThrow("9007199254740992 is not a whole number of minor units of USD from -9007199254740991 to 9007199254740991");
  });
});

describe("formatMoney", () => {
  it("writes money the reader's way, with the currency's own decimals", () => {
    expect(formatMoney(123456, "USD", "en")).toBe("$1,234.56");
    expect(formatMoney(1200, "JPY", "en")).toBe("¥1,200");
    expect(formatMoney(1250, "HUF", "en").replace("\u00a0", " ")).toBe("HUF 12.50");
    expect(formatMoney(-5, "KWD", "en").replace("\u00a0", " ")).toBe("-KWD 0.005");
  });

  it("keeps the last cent of amounts that a float would round", () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, "USD", "en")).toBe("$90,071,992,547,409.91");
  });

  it.each([
    ["no such thing", '"no such thing"'], ["", '""'], ["en_US", '"en_US"'],
    // Well-formed, and a language that nobody has: each computer would write its own.
    ["xx", '"xx"'],
    [undefined, "undefined"], [["en"], "[object Array]"], [Symbol("en"), "Symbol(en)"],
  ])("refuses a language in which it cannot write: %o", (locale, told) => {
    formatMoney(123456, "USD", "en");
    for (const format of [formatMoney, formatRoundMoney, formatEstimate]) {
      expect(() => format(123456, "USD", locale as string)).toThrow(new TypeError(`locale is ${told}; allowed: the tag of a language that can be written here, such as en or ko-KR`));
    }
  });

  it("knows a language by any of its tags", () => {
    expect([formatMoney(123456, "USD", "en-GB"), formatMoney(123456, "USD", "ko-KR")]).toEqual(["US$1,234.56", "US$1,234.56"]);
  });
});

describe("formatEstimate", () => {
  it.each([
    [123456, "USD", "$1,235"], [199.6, "USD", "$2"], [-12350, "USD", "-$123"], [-40, "USD", "> -$1"], [-100, "USD", "-$1"], [-70, "JPY", "> -¥100"], [0, "USD", "$0"], [-0, "USD", "$0"], [40, "USD", "< $1"],
    [123456, "KRW", "₩123,500"], [70, "JPY", "< ¥100"], [1499, "KWD", "KWD 1"],
  ])("tells %d of %s in whole units or hundreds: %s", (minor, currency, told) => {
    expect(formatEstimate(minor, currency, "en").replaceAll("\u00a0", " ")).toBe(told);
  });
});
