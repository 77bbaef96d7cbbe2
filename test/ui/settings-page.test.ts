import { createElement } from "react";
import { expect, it } from "vitest";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { customerNumber } from "#app/ui/settings/customer-number.ts";
import { SettingsPage, type SettingsPageProps } from "#app/ui/settings/settings-page.tsx";
import { renderPage, textOf } from "./render-page.ts";

const PAGE: SettingsPageProps = {
  definition: DEFAULT_DEFINITION,
  grossMargin: null,
  writeRules: { settings: { handChanges: "restore", capPercent: 20, capCustomers: 1000 }, leftAlone: 0 },
  optOuts: [{ kind: "sale-of-data", customers: 2 }, { kind: "automated-decisions", customers: 0 }],
  dataRequests: [],
  looks: { customerId: null, looks: [], hasNewer: false, hasOlder: false },
  reader: "7",
  sending: false,
  notDone: null,
  onSaveRules: () => {}, onResumeAll: () => {}, onLooks: () => {},
  onDownloadRequest: async () => null, onDownloadPart: async () => null,
};

const show = (change: Partial<SettingsPageProps> = {}) => renderPage(createElement(SettingsPage, { ...PAGE, ...change }));

it("says of each choice what it is, what it changes, and where it is made", () => {
  const html = show();
  const text = textOf(html);
  expect(text).toContain("Count tax off On counts the tax on everything that counts");
  expect(text).toContain("Look ahead 365 days How far predictions look.");
  expect(text).toContain("clv:value-vip, clv:value-high");
  expect(text).toMatch(/Gross margin.*not noted/i);
  expect(html).toContain('href="/app/segments"');
  expect(html).toContain('href="/app/acquisition"');
  expect(textOf(show({ grossMargin: 0.455 }))).toContain("45.5%");
});

it("has no tags of a dimension that is switched off, and says so where no figure is written", () => {
  const definition = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, on: false }, metafields: [] };
  const text = textOf(show({ definition }));
  expect(text).not.toContain("clv:value-vip");
  expect(text).toContain("clv:stage-new");
  expect(text).toContain("Figures written to customers None");
});

it("lets the merchant set how the app may write, and says what is left alone", () => {
  expect(textOf(show())).toContain("How the app may write When somebody changes its tags by hand Set them right again Leave them as they are");
  expect(textOf(show())).toContain("Set right again, a tag comes back with the next write.");
  expect(textOf(show())).toContain("0 and 0% ask each time tags change.");
  expect(textOf(show())).not.toContain("left alone");
  const respecting = { settings: { handChanges: "respect" as const, capPercent: 7, capCustomers: 250 }, leftAlone: 2 };
  const shown = show({ writeRules: respecting });
  expect(textOf(shown)).toContain("2 customers' tags are left alone after changes by hand. Set all by the app again");
  expect(shown).toMatch(/<option value="respect" selected/);
  expect(shown).toMatch(/value="250"/);
  expect(shown).toMatch(/value="7"/);
  expect(textOf(shown)).not.toContain("Customers: 0 to");
});

it("names the customers who asked for their data, each with a file to hand over", () => {
  const html = show({ dataRequests: [{ id: "3", customerId: "77", requestedAt: "2026-11-20T23:30:00.000Z" }] });
  expect(textOf(html)).toContain("Customer 77, Nov 21, 2026, 00:30");
  expect(html).toContain('aria-label="Download the file for customer 77"');
  expect(html).toContain('aria-label="Download the file for customer 77 for machines"');
  expect(textOf(show())).toContain("Nobody has asked lately.");
});

it("says who looked at what, and has the way to older looks where there are any", () => {
  expect(textOf(show())).toContain("Nobody has looked at customers' data yet.");
  const at = "2026-11-20T23:30:00.000Z";
  const looks = [
    { id: "9", at, staffId: "7", what: "customer" as const, customerId: "77" },
    { id: "8", at, staffId: "8", what: "data-export" as const, customerId: null },
    { id: "7", at, staffId: null, what: "customer-list" as const, customerId: null },
  ];
  const html = show({ looks: { customerId: null, looks, hasNewer: false, hasOlder: true } });
  expect(textOf(html)).toMatch(/00:30 you A customer's page 77 .*staff member 8 Everything that is kept, as a file .*somebody A list of customers/);
  expect(html).toContain('href="/app/customers/77"');
  expect(html).toContain('aria-label="Pages of the list"');
  expect(show({ looks: { customerId: null, looks, hasNewer: false, hasOlder: false } })).not.toContain('aria-label="Pages of the list"');
});

it("tells how long what is kept for a time is kept, and who is left out", () => {
  const text = textOf(show());
  expect(text).toContain("Who looked at customers' data: 365 days");
  expect(text).toContain("2 customers object to the sale of data");
  expect(textOf(show())).toContain("A run that was cut off: 1 day Progress");
});

it("can show who looked at one customer alone", () => {
  expect(textOf(show())).toMatch(/Only looks at one customer .*The number at the end/);
  const narrowed = textOf(show({ looks: { customerId: "77", looks: [], hasNewer: false, hasOlder: false } }));
  expect(narrowed).toContain("Only looks at customer 77. Lists and files of many customers are not among them. Show all");
  expect(narrowed).toContain("Nobody has looked at this customer alone.");
});

it.each([
  ["77", "77"],
  [" 77 ", "77"],
  ["https://admin.shopify.com/store/herbs/customers/6543210?locale=ko-KR", "6543210"],
  ["https://admin.shopify.com/store/shop2024/apps/perennial/app/customers/77#a2", "77"],
  ["https://admin.shopify.com/store/shop2024/apps/perennial/app/customers", null],
  ["12345678901234567890", null],
  ["https://admin.shopify.com/store/herbs/customers/12345678901234567890", null],
  ["kim99@example.com", null],
  ["", null],
])("takes a customer's number out of %j", (typed, number) => {
  expect(customerNumber(typed)).toBe(number);
});
