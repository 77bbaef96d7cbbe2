import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { CustomersPage, type CustomersPageProps } from "#app/ui/customers/customers-page.tsx";
import type { ShownFile } from "#app/views/customer-file.view.server.ts";
import { renderPage, textOf } from "./render-page.ts";

const PAGE: CustomersPageProps = {
  controls: {
    query: {
      search: "", tiers: [], stages: [], channel: null, country: null, firstProduct: null, lastFrom: null, lastTo: null, least: null, most: null,
      consent: null, sort: "lifetime-value", direction: "desc",
    },
    address: "",
    origins: { channel: [], country: [], firstProduct: [] },
    views: [],
    onChange: () => {},
    onOpen: () => {},
    onSave: () => {},
    onDrop: () => {},
  },
  viewProblem: null,
  file: { file: null, noFile: null, sending: false, isComing: false, onAsk: () => {}, onAskBest: () => {}, onRetry: () => {}, onDrop: () => {}, onDownload: () => {} },
  onExport: () => {},
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
  notDone: null,
  looked: "not-asked",
  loading: false,
  onPrevious: null,
  onNext: null,
};

const show = (change: Partial<CustomersPageProps> = {}) => renderPage(createElement(CustomersPage, { ...PAGE, ...change }));

describe("the list of customers", () => {
  it("names every value in its column, and shows the number until the name is here", () => {
    const text = textOf(show());
    for (const heading of ["Lifetime value", "Historic value", "Predicted value"]) expect(text).toContain(heading);
    expect(text).toContain("Customer 77 Value tier High Stage At risk €120 €90.00 €30 5 Oct 12, 2026");
    expect(show()).toContain('href="/app/customers/77"');
  });

  it("says what to do where nobody was found", () => {
    const asked = textOf(show({ rows: [], controls: { ...PAGE.controls, address: "tier=vip" } }));
    expect(asked).toContain("No customers found");
    expect(asked).toContain("Try other words, or fewer filters.");
    const searched = textOf(show({ rows: [], controls: { ...PAGE.controls, query: { ...PAGE.controls.query, search: "ann" } } }));
    expect(searched).toContain("Try other words, or fewer filters.");
    expect(textOf(show({ rows: [] }))).toContain("No customers yet Everybody with an order stands here, from the first one on.");
  });

  it("says that Shopify did not search, and that nothing is scored yet", () => {
    expect(show()).not.toContain("search-failed");
    expect(textOf(show({ rows: [], searchFailed: true }))).toContain("Shopify did not answer the search");
    expect(textOf(show({ searchCut: true }))).toContain("only the first 1,000 are listed");
    expect(textOf(show({ rows: [], scored: false }))).toContain("as soon as your orders have been read in");
  });

  it("has the views that every shop has, and those that its staff have saved", () => {
    const text = textOf(show({ controls: { ...PAGE.controls, views: [{ name: "Swedes", address: "country=SE" }] } }));
    for (const name of ["VIP at risk", "New and promising", "Lapsed, high value", "Swedes"]) expect(text).toContain(name);
  });

  it("says in words what the list is narrowed to, also to what can no longer be chosen", () => {
    const query = {
      ...PAGE.controls.query, tiers: ["vip", "high"], stages: ["lapsed"], country: "SE", firstProduct: "12", lastFrom: "2026-01-02", least: 5000, most: 9000,
    } satisfies CustomersPageProps["controls"]["query"];
    const text = textOf(show({ controls: { ...PAGE.controls, query, address: "tier=vip" } }));
    for (const said of [
      "Value tier: VIP, High", "Stage: Lapsed", "Country: Sweden", "First product: Product 12", "Last order: from Jan 2, 2026", "Lifetime value: €50.00 to €90.00",
    ]) expect(text).toContain(said);
  });

  it("says how many Shopify was asked about where only subscribers are wanted, and that it did not answer", () => {
    expect(textOf(show({ looked: 150 }))).toContain("Shopify was asked about 150 customers of this list: 1 have subscribed.");
    expect(textOf(show({ looked: 150 }))).not.toContain("The next page goes on");
    expect(textOf(show({ looked: 150, onNext: () => {} }))).toContain("The next page goes on from there.");
    expect(textOf(show({ looked: "no-answer", rows: [] }))).toContain("Shopify did not say who has subscribed.");
    expect(textOf(show({ looked: "not-approved", rows: [] }))).toMatch(/Shopify has not approved this app for .* under protected customer data\./);
    expect(show()).not.toContain("consent-");
  });

  it("says why a view was not saved", () => {
    expect(textOf(show({ viewProblem: "same-name" }))).toContain("there is one of that name already");
  });

  const withFile = (change: Partial<ShownFile>) => {
    const file: ShownFile = { id: "7", kind: "list", address: "tier=vip", state: "coming", customers: 4300, done: 1250, lines: 1200, problem: null, until: "2026-11-22T13:05:00.000Z", ...change };
    return textOf(show({ file: { ...PAGE.file, file } }));
  };

  it("says how far the reader's file is, and what can be done with it", () => {
    expect(withFile({})).toMatch(/Your file: 1,250 of 4,300 customers\. You can close this page: the work goes on\. Show the list it is of Cancel/);
    expect(withFile({ state: "delayed", problem: "no-answer" })).toMatch(/1,250 of 4,300 customers\. Shopify does not answer\. It is tried again by itself\. Show the list it is of Try again Delete the file/);
    expect(withFile({ state: "failed", problem: "failed" })).toMatch(/1,250 of 4,300 customers\. Something went wrong\. Show the list it is of Try again Delete the file/);
    expect(withFile({ state: "whole" })).toMatch(/Your file is ready\. Customers in it: 1,200\. It is kept until Nov 22, 2026, \d\d:05\. Whoever has objected by the time you save it is left out\. Show the list it is of Download Delete the file/);
  });

  it("says what is to be done where Shopify has not approved the app for what stands in it", () => {
    expect(withFile({ state: "failed", problem: "not-approved" })).toMatch(/customers\. Shopify has not approved this app for .* under protected customer data\. Show the list it is of Try again Delete the file/);
  });

  it("says of a file for look-alikes how many were found, and of no list that it is of it", () => {
    const best = { kind: "look-alikes", address: null } as const;
    expect(withFile(best)).toMatch(/Your file for look-alikes\. Customers in it so far: 1,200, out of 1,250 looked at, the best first\. You can close this page: the work goes on\. Cancel/);
    expect(withFile({ ...best, state: "whole", lines: 1000 })).toMatch(/Your file for look-alikes is ready\. Customers in it: 1,000, the best of those who have subscribed to e-mail and do not object to the sale of their data\. It is kept until Nov 22, 2026, \d\d:05\. Whoever has objected by the time you save it is left out\. Download Delete the file/);
  });

  it("says why there is no file", () => {
    expect(textOf(show({ file: { ...PAGE.file, noFile: "no-answer" } }))).toContain("The file could not be fetched.");
    expect(textOf(show({ file: { ...PAGE.file, noFile: { refused: "You may not." } } }))).toContain("You may not.");
  });

  it("leads on only where there is more", () => {
    const buttons = (html: string) => [...html.matchAll(/<button[^>]*id="(?:previous|next)URL"[^>]*>/g)].map(([button]) => button.includes("disabled"));
    expect(buttons(show())).toEqual([true, true]);
    expect(buttons(show({ onNext: () => {} }))).toEqual([true, false]);
  });
});
