import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { holdBack, PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 300 });
const admin = useAdmin(stack);

/** The number in each cell of the table, by row; null where it is empty. */
const readTable = (app: Frame) =>
  app.getByTestId("cohort-table").locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => (cell.firstChild === null ? null : (cell.firstChild.textContent ?? "").replaceAll(/[^\d.]/g, "")))),
  );

async function readFile(app: Frame): Promise<string[][]> {
  const [file] = await Promise.all([admin.page.waitForEvent("download"), app.getByRole("button", { name: "Export as CSV" }).click()]);
  return parse(readFileSync(await file.path())) as string[][];
}

describe("a merchant who looks at cohorts", { timeout: 120_000 }, () => {
  it("is told that they come, and finds them once the orders are read", async () => {
    const empty = await admin.openApp("/cohorts");
    await empty.getByTestId("no-cohorts").waitFor();
    expect(await seriousFaults(empty)).toEqual([]);
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor();
    const app = await admin.openApp("/cohorts");
    await app.getByTestId("cohort-table").waitFor();
    for (const summary of await app.locator("summary").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
  });

  it("takes the table home as it stands there", async () => {
    const app = await admin.openApp("/cohorts?length=quarter");
    await app.getByTestId("cohort-table").waitFor();
    const [header, ...rows] = await readFile(app);
    expect(header!.slice(0, 5)).toEqual(["First order from", "First order to", "Customers", "Currency", "Month 1"]);
    const table = (await readTable(app)).slice(0, -1);
    expect(rows.map(([, , customers, , ...months]) => [customers, ...months.map((it) => (it === "" ? null : it))])).toEqual(table);
    expect(table.length).toBeGreaterThan(3);
    expect(table.flat()).toContain(null);
  });

  it("chooses what is shown, which the address keeps", async () => {
    const app = await admin.openApp("/cohorts");
    await app.getByLabel("Customers", { exact: true }).selectOption("discount");
    const group = app.getByLabel("By discount on the first order");
    await group.waitFor();
    const names = (await group.locator("option").allInnerTexts()).map((text) => text.replace(/ \([\d,]+\)$/, ""));
    const rows = app.getByTestId("cohort-table").locator("tbody th");
    expect(await rows.allInnerTexts()).toEqual([...names.slice(1), "All customers"]);
    expect(names[0]).toBe("All side by side");
    const [header, ...file] = await readFile(app);
    expect(header!.slice(0, 5)).toEqual(["Group", "Customers", "Currency", "Month 1", "Month 1: customers"]);
    expect(file.map(([name]) => name)).toEqual(await rows.allInnerTexts());
    expect(await seriousFaults(app)).toEqual([]);
    await group.selectOption({ index: 1 });
    await admin.page.waitForURL(/group=key/);
    await rows.filter({ hasText: "All together" }).waitFor();
    await group.selectOption("");
    await rows.filter({ hasText: "All customers" }).waitFor();
    await app.getByLabel("Show", { exact: true }).selectOption("retention");
    await app.getByTestId("cohort-table").getByRole("heading", { name: "Who bought" }).waitFor();
    await admin.page.waitForURL(/cohorts\?cut=discount&show=retention$/);
    expect(await app.getByLabel("Measured in").isDisabled()).toBe(true);
    expect(await seriousFaults(app)).toEqual([]);
  });

  it("chooses twice before the first choice has come", async () => {
    const app = await admin.openApp("/cohorts");
    await app.getByTestId("cohort-table").waitFor();
    const come = await holdBack(admin.page, (url) => url.searchParams.has("_data"));
    const chosen = { Show: "retention", Customers: "channel" };
    const fields = await Promise.all(Object.keys(chosen).map((name) => app.getByLabel(name, { exact: true }).elementHandle()));
    // Faster than a hand, as on a page that has stood still meanwhile.
    await app.evaluate(([all, values]) => all.forEach((field, index) => {
      const choice = field as HTMLSelectElement;
      choice.value = values[index]!;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    }), [fields, Object.values(chosen)] as const);
    for (const [index, value] of Object.values(chosen).entries()) await expect.poll(() => fields[index]!.evaluate((field) => (field as HTMLSelectElement).value), PATIENCE).toBe(value);
    come();
    await admin.page.waitForURL(/cohorts\?show=retention&cut=channel$/);
    const table = app.getByTestId("cohort-table");
    await table.getByRole("heading", { name: "Who bought" }).waitFor();
    await table.getByRole("rowheader", { name: "Online Store" }).waitFor();
  });

  it("sees when customers have paid back, once margin and spend are noted", async () => {
    await test.owner.query("UPDATE shops SET gross_margin = 0.5");
    await test.owner.query(`
      INSERT INTO acquisition_spends (shop_id, month, channel, amount_minor, currency, noted_at)
      SELECT shop_id, (cohort->>'month' || '-01')::date, 'web', 100 * (cohort->>'customers')::int, currency, now()
      FROM cohort_groups JOIN shops ON shops.id = shop_id, jsonb_array_elements(cohorts) AS cohort WHERE cut = 'all'`);
    const app = await admin.openApp("/cohorts?measure=margin");
    const paid = app.getByTestId("cohort-table").locator("td[data-marked]");
    await paid.first().waitFor();
    expect(await paid.first().innerText()).toMatch(/^✓ \$/);
    await app.getByTestId("cohort-lines").getByText("Cost per customer: $1.00").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
  });

  it("scrolls the table and not the page on a phone", async () => {
    await admin.page.setViewportSize({ width: 360, height: 780 });
    const app = await admin.openApp("/cohorts");
    const table = app.getByTestId("cohort-table").locator("section[tabindex]");
    await table.waitFor();
    expect(await table.evaluate((it) => it.scrollWidth > it.clientWidth)).toBe(true);
    expect(await app.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await table.focus();
    await admin.page.keyboard.press("End");
    expect(await seriousFaults(app)).toEqual([]);
  });
});
