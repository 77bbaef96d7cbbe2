import { describe, expect, it } from "vitest";
import { createFormat } from "#app/ui/create-format.ts";

const format = createFormat("en", { currency: "JPY", timeZone: "Asia/Tokyo" });

describe("createFormat", () => {
  it("writes a calendar day as that day, wherever the shop and the reader are", () => {
    for (const timeZone of ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]) {
      expect(createFormat("en", { currency: "USD", timeZone }).day("2026-11-20")).toBe("Nov 20, 2026");
    }
  });

  it("writes a moment on the shop's clock, by 24 hours", () => {
    expect(format.instant("2026-11-20T15:05:00.000Z")).toBe("Nov 21, 2026, 00:05");
  });

  it("writes money with the currency's own decimals", () => {
    expect(format.money(1234)).toBe("¥1,234");
  });

  it("writes only characters that every engine writes alike", () => {
    // Engines disagree on narrow and non-breaking spaces; a page would differ between server and browser.
    const written = [format.instant("2026-11-20T03:05:00.000Z"), format.money(-1_234_567), format.percent(0.123), format.count(1_234_567)];
    expect(written.join("")).not.toMatch(/[\u00a0\u202f]/);
  });

  it.each([[1, "> 99%"], [0.991, "> 99%"], [0.99, "99%"], [0.5, "50%"], [0.01, "1%"], [0.009, "< 1%"], [0, "< 1%"]])(
    "writes the chance %d as %s",
    (chance, text) => expect(format.probability(chance)).toBe(text),
  );
});
