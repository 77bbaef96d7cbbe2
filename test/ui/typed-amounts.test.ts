import { createElement } from "react";
import { expect, it } from "vitest";
import type { Allowed } from "#app/segments/definition-problem.ts";
import { useProblemWords } from "#app/ui/segments/use-problem-words.ts";
import { renderPage, textOf } from "./render-page.ts";

it("what a border may be is said in the currency it is typed in, also while figures are in the one before", () => {
  const allowed: Allowed = { rule: "below", place: "value.tiers.vip", limit: 50_000 };
  const Words = () => useProblemWords()({ place: "value.tiers.high", value: 60_000, allowed }, "60000");
  const html = renderPage(createElement(Words), undefined, undefined, { currency: "JPY", figuresIn: "USD", unread: "reading" });
  expect(textOf(html)).toBe("“60000” has to be under ¥50,000 (VIP).");
});
