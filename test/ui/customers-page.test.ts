import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { CustomersPage, type CustomersPageProps } from "#app/ui/customers/customers-page.tsx";
import { renderPage, textOf } from "./render-page.ts";

const PAGE: CustomersPageProps = {
  controls: { search: "", tier: null, stage: null, sort: "lifetime-value", direction: "desc", onChange: () => {} },
  rows: [
    {
      id: "77", lifetimeValueMinor: 12_000, historicValueMinor: 9_000, predictedValueMinor: 3_000, orders: 5,
      lastOrderDay: "2026-10-12", tier: "high", stage: "at-risk",
    },
  ],
  names: Promise.resolve({ status: "read", data: { 77: "Ada Baker" } }),
  scored: true,
  searchFailed: false,
  searchCut: false,
  loading: false,
  onPrevious: null,
  onNext: null,
};

const show = (change: Partial<CustomersPageProps> = {}) => renderPage(createElement(CustomersPage, { ...PAGE, ...change }));

describe("the list of customers", () => {
  it("names every value in its column, and shows the number until the name is here", () => {
    const text = textOf(show());
    for (const heading of ["Lifetime value", "Historic value", "Predicted value"]) expect(text).toContain(heading);
    expect(text).toContain("Customer 77 €120.00 €90.00 €30.00 5 Oct 12, 2026 Value tier High Stage At risk");
    expect(show()).toContain('href="/app/customers/77"');
  });

  it("says what to do where nobody was found", () => {
    const text = textOf(show({ rows: [] }));
    expect(text).toContain("No customers found");
    expect(text).toContain("Try other words, or another tier or stage.");
  });

  it("says that Shopify did not search, and that nothing is scored yet", () => {
    expect(show()).not.toContain("search-failed");
    expect(textOf(show({ rows: [], searchFailed: true }))).toContain("Shopify did not answer the search");
    expect(textOf(show({ searchCut: true }))).toContain("only the first 1,000 are listed");
    expect(textOf(show({ rows: [], scored: false }))).toContain("as soon as your orders have been read in");
  });

  it("leads on only where there is more", () => {
    const buttons = (html: string) => [...html.matchAll(/<button[^>]*id="(?:previous|next)URL"[^>]*>/g)].map(([button]) => button.includes("disabled"));
    expect(buttons(show())).toEqual([true, true]);
    expect(buttons(show({ onNext: () => {} }))).toEqual([true, false]);
  });
});
