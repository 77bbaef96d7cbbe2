import { createElement } from "react";
import { expect, it } from "vitest";
import type { ChangedSegment } from "#app/tags/shopify-segments/changed-segments.repo.server.ts";
import { ShopifySegmentsNote } from "#app/ui/segments/shopify-segments-note.tsx";
import { renderPage, textOf } from "./render-page.ts";

const show = (...segments: ChangedSegment[]) => renderPage(createElement(ShopifySegmentsNote, { segments }));

it("says of each segment what became of it, and what Shopify said", () => {
  const text = textOf(
    show(
      { name: "Our best", what: "renamed", reason: null },
      { name: "Perennial: Lost", what: "edited", reason: null },
      { name: "Perennial: New", what: "deleted", reason: null },
      { name: "Perennial: VIP", what: "refused", reason: "Too many segments" },
    ),
  );
  expect(text).toContain("Our best: it keeps the name that you gave it");
  expect(text).toContain("Perennial: Lost: you changed its query");
  expect(text).toContain("Perennial: New: you deleted it");
  expect(text).toContain("Perennial: VIP: Shopify refused it: Too many segments");
});

it("is not there where all is as it should be", () => {
  expect(show()).not.toContain("shopify-segments");
});
