import { describe, expect, it } from "vitest";
import { createFormat } from "#app/ui/create-format.ts";

const format = createFormat("en", { currency: "JPY", figuresIn: "JPY", timeZone: "Asia/Tokyo" });

describe("createFormat", () => {
  it("writes a calendar day as that day, wherever the shop and the reader are", () => {
    for (const timeZone of ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]) {
      expect(createFormat("en", { currency: "USD", figuresIn: "USD", timeZone }).day("2026-11-20")).toBe("Nov 20, 2026");
    }
  });

  it("writes a moment on the shop's clock, by 24 hours", () => {
    expect(format.instant("2026-11-20T15:05:00.000Z")).toBe("Nov 21, 2026, 00:05");
  });

  it("writes money with the currency's own decimals", () => {
    expect(format.money(1234)).toBe("¥1,234");
  });

  it.each([
    ["USD", "-$1,234.56", "-US$1,234.56"],
    ["KRW", "-₩123,456", "-₩123,456"],
    ["KWD", "-KWD 123.456", "-KWD 123.456"],
  ])("writes a negative amount of %s as the reader's language does", (currency, english, korean) => {
    const written = (locale: string) => createFormat(locale, { currency, figuresIn: currency, timeZone: "UTC" }).money(-123_456).replace("\u00a0", " ");
    expect([written("en"), written("ko")]).toEqual([english, korean]);
  });

  it("writes what was worked out before in the currency of then, and an amount of another as it is", () => {
    const { money, estimate, axisMoney, currency } = createFormat("en", { currency: "SEK", figuresIn: "JPY", timeZone: "UTC" });
    expect([money(1234), estimate(1234.5), axisMoney(1234), money(1234, "USD")]).toEqual(["¥1,234", "¥1,200", "¥1,234", "$12.34"]);
    expect(currency).toBe("SEK");
  });

  it("writes dates in Korean, on the shop's clock", () => {
    const [seoul, losAngeles] = ["Asia/Seoul", "America/Los_Angeles"].map((timeZone) => createFormat("ko", { currency: "KRW", figuresIn: "KRW", timeZone }));
    expect(seoul!.instant("2026-11-20T15:05:00.000Z")).toBe("2026년 11월 21일 00:05");
    // On the other side of the change to winter time.
    expect(losAngeles!.instant("2026-11-01T08:30:00.000Z")).toBe("2026년 11월 1일 01:30");
    expect(losAngeles!.instant("2026-11-01T09:30:00.000Z")).toBe("2026년 11월 1일 01:30");
    expect(losAngeles!.day("2026-11-20")).toBe("2026년 11월 20일");
  });

  it("writes numbers in Korean", () => {
    const { count, percent, signedPercent, probability } = createFormat("ko", { currency: "KRW", figuresIn: "KRW", timeZone: "Asia/Seoul" });
    expect([count(1_234_567), percent(0.123), signedPercent(0.05), probability(0.999)]).toEqual(["1,234,567", "12.3%", "+5.0%", "> 99%"]);
  });

  it("writes only characters that every engine writes alike", () => {
    // Engines disagree on narrow and non-breaking spaces; a page would differ between server and browser.
    for (const { instant, money, percent, count } of [format, createFormat("ko", { currency: "KRW", figuresIn: "KRW", timeZone: "Asia/Seoul" })]) {
      const written = [instant("2026-11-20T03:05:00.000Z"), money(-1_234_567), percent(0.123), count(1_234_567)];
      expect(written.join("")).not.toMatch(/[\u00a0\u202f]/);
    }
  });

  it.each([[1, "> 99%"], [0.991, "> 99%"], [0.99, "99%"], [0.5, "50%"], [0.01, "1%"], [0.009, "< 1%"], [0, "< 1%"]])(
    "writes the chance %d as %s",
    (chance, text) => expect(format.probability(chance)).toBe(text),
  );
});
