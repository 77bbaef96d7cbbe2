import { expect, it } from "vitest";
import { CUSTOMER_TABLES, type CustomerTableName } from "#app/compliance/customer-tables.ts";
import type { DataAnswer } from "#app/compliance/data-answer.ts";
import { renderDataFile } from "#app/ui/data-file/render-data-file.server.tsx";
import { ENGLISH, textOf } from "./render-page.ts";

const NOTHING = Object.fromEntries(Object.keys(CUSTOMER_TABLES).map((name) => [name, []])) as unknown as Record<CustomerTableName, []>;
const show = (answer: Partial<DataAnswer>) =>
  renderDataFile(ENGLISH, { shop: "ours.myshopify.com", customerId: "77", requestedAt: "2026-11-20T23:30:00.000Z", answer: { held: NOTHING, products: [], ...answer } });

it("shows every row and column of every table under a name", () => {
  const orders = [{ id: 5, net_minor: 1250, cancelled_at: null, product_ids: [3, 0], test: false }];
  const text = textOf(show({ held: { ...NOTHING, orders }, products: [{ id: 3, title: "Tea" }] }));
  expect(text).toContain("What Perennial keeps about customer 77 of ours.myshopify.com");
  expect(text).toContain("Orders id net minor cancelled at product ids test 5 1250 – [3,0] false");
  expect(text).toContain("Names of the products in the orders id title 3 Tea");
  expect(text).not.toMatch(/dataFile|undefined|\[object/);
});

it("says of each table that nothing is held, where nothing is", () => {
  expect(textOf(show({})).match(/Nothing\./g)).toHaveLength(Object.keys(CUSTOMER_TABLES).length + 1);
});

it("shows what somebody wrote as text, and stands without anything else", () => {
  const html = show({ products: [{ id: 3, title: "<script>alert(1)</script>" }] });
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toMatch(/<script|<link|<img|src=|href=/);
});
