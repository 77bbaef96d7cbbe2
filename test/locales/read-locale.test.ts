import { describe, expect, it } from "vitest";
import { readLocale } from "#app/locales/read-locale.ts";

const locale = (address: string, accepted?: string) =>
  readLocale(new Request(`https://app.example${address}`, accepted === undefined ? {} : { headers: { "accept-language": accepted } }));

describe("readLocale", () => {
  it.each([["ko", "ko"], ["ko-KR", "ko"], ["KO_kr", "ko"], ["en", "en"], ["en-GB", "en"], ["fr", "en"], ["kok", "en"], ["", "en"], ["<b>", "en"]])(
    "takes the admin's %j for %s",
    (asked, expected) => expect(locale(`/app?${new URLSearchParams({ shop: "x.myshopify.com", locale: asked })}`)).toBe(expected),
  );

  it("believes the admin, whatever the browser speaks", () => {
    expect(locale("/app?locale=en", "ko-KR,ko;q=0.9")).toBe("en");
    expect(locale("/app?locale=de", "ko")).toBe("en");
  });

  it("goes by what App Bridge or the browser asks for first, where the address says nothing", () => {
    expect(locale("/app/customers", "ko-KR,ko;q=0.9,en;q=0.8")).toBe("ko");
    expect(locale("/app/customers", "ko;q=0.5")).toBe("ko");
    expect(locale("/app/customers", "de,ko")).toBe("en");
    expect(locale("/app/customers")).toBe("en");
  });
});
