import { readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { holdBack, PAGE_CODE, PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 300 });
const admin = useAdmin(stack);

const saveBar = () => admin.page.getByTestId("save-bar");
const amounts = (app: Frame, channel: string) => app.getByLabel(new RegExp(`^Spend in .*, ${channel}, in USD$`));
const figure = (app: Frame, name: string) => app.getByTestId(name).locator("p").first();
const handOver = (app: Frame, name: string, text: string) =>
  app.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Once what is saved stands on the page. */
async function save(app: Frame, version: number): Promise<void> {
  await saveBar().getByTestId("save-bar-save").click();
  await app.getByTestId("cost-changes").getByText(`Version ${version},`).waitFor();
  await saveBar().waitFor({ state: "hidden" });
}

describe("a merchant who wants to know what customers cost", { timeout: 120_000 }, () => {
  it("may say what is known before there is anything to set it against", async () => {
    const app = await admin.openApp("/acquisition");
    await app.getByTestId("no-run").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor();
  });

  it("enters margin and spend and reads when customers pay back", async () => {
    const app = await admin.openApp("/acquisition");
    const missing = app.getByTestId("missing-costs");
    await missing.getByRole("link", { name: "Enter spend" }).waitFor();
    expect(await app.getByTestId("shop-figures").count(), "figures of nothing").toBe(0);
    await missing.getByRole("link", { name: "Enter the gross margin" }).click();
    await app.getByLabel("Gross margin").fill("55");
    const typed = await amounts(app, "Online Store").all();
    for (const field of typed) await field.fill("500");
    await save(app, 1);
    expect(await missing.count()).toBe(0);
    expect(await figure(app, "payback").innerText()).toMatch(/^\d+ months?$/);
    const spend = `$${(500 * typed.length).toLocaleString("en")}.00`;
    expect(await app.getByTestId("cac").innerText()).toContain(`${spend} spent on`);
    expect(await app.getByTestId("channel-figures").locator("tbody tr").first().innerText()).toContain(spend);
    for (const summary of await app.locator("summary").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
    const again = await admin.openApp("/acquisition");
    expect(await again.getByLabel("Gross margin").inputValue()).toBe("55");
  });

  it("is told at the field what is wrong, and may leave it", async () => {
    const app = await admin.openApp("/acquisition");
    await amounts(app, "Online Store").first().fill("lots");
    await saveBar().getByTestId("save-bar-save").click();
    await app.getByText("“lots” is no amount").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await saveBar().getByTestId("save-bar-discard").click();
    await expect.poll(() => amounts(app, "Online Store").first().inputValue(), PATIENCE).toBe("500.00");
    expect(await app.getByTestId("not-saved").count()).toBe(0);
  });

  it("takes a template home and hands over a file, bad rows and all", async () => {
    const app = await admin.openApp("/acquisition");
    const [file] = await Promise.all([admin.page.waitForEvent("download"), app.getByRole("button", { name: "Download the template" }).click()]);
    const [header, first = ""] = readFileSync(await file.path(), "utf8").split("\n");
    expect([header, first]).toEqual(["Month,Channel,Amount", expect.stringMatching(/^\d{4}-\d{2},Online Store,500\.00$/)]);
    const month = first.slice(0, 7);

    await handOver(app, "costs.csv", "Date,Cost\n2026-01,5");
    await app.getByText("Missing: Month, Channel, Amount.").waitFor();
    await handOver(app, "spend.csv", `Month,Channel,Amount\n${month},WEB,1000\n${month},google,"1,234.50"\n2026-13,web,5\n${month},Google,250`);
    const report = app.getByTestId("file-report");
    await report.getByText("2 amounts can be noted: $1,250.00 in all").waitFor();
    expect(await report.locator("tbody tr").allInnerTexts()).toEqual([expect.stringMatching(/^3\s+Amount\s+“1,234.50” is no amount/), expect.stringMatching(/^4\s+Month\s+“2026-13” is no month/)]);
    expect(await report.innerText()).toContain("No first order came through: Google.");
    expect(await seriousFaults(app)).toEqual([]);
    await report.getByRole("button", { name: "Note 2 amounts" }).click();
    await app.getByTestId("cost-changes").getByText("Version 2,").waitFor();
    expect(await report.count()).toBe(0);
    expect(await amounts(app, "Google").last().inputValue()).toBe("250.00");
    expect(await app.getByTestId("channel-figures").getByText("No first order came through it.").count()).toBe(1);
  });

  it("is told of a file that was handed over before the page's code had come", async () => {
    const come = await holdBack(admin.page, PAGE_CODE);
    const app = await admin.openApp("/acquisition");
    await handOver(app, "costs.csv", "Date,Cost\n2026-01,5");
    come();
    await app.getByText("Missing: Month, Channel, Amount.").waitFor();
  });

  it("looks at other months, which the address keeps, and at a phone scrolls tables and not the page", async () => {
    await admin.page.setViewportSize({ width: 360, height: 780 });
    const app = await admin.openApp("/acquisition");
    const months = await app.getByLabel("First orders from").locator("option").count();
    expect(months).toBeGreaterThan(2);
    await app.getByLabel("First orders from").selectOption({ index: 1 });
    await admin.page.waitForURL(/acquisition\?from=\d{4}-\d{2}&to=\d{4}-\d{2}$/);
    await expect.poll(() => amounts(app, "Online Store").count(), PATIENCE).toBe(2);
    expect(await app.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await seriousFaults(app)).toEqual([]);
  });
});
