import { readFile } from "node:fs/promises";
import type { Download, Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const CUSTOMERS = 150;

const stack = useStack(useTestDatabase(), { kind: "generated", customers: CUSTOMERS });
const admin = useAdmin(stack);

const marksOf = async () => {
  const customers = await admin.customersInShopify();
  return {
    tagged: customers.filter(({ tags }) => tags.some((tag) => tag.startsWith("clv:"))).length,
    withFields: customers.filter(({ metafields }) => metafields.length > 0).length,
    foreign: customers.map(({ tags }) => tags.filter((tag) => !tag.startsWith("clv:"))),
  };
};

/** The dialog tells how many customers it is about, and has a line for each of them in its file. */
async function confirm(app: Frame, button: string | RegExp, label: string, { customers, file }: { customers: number; file: RegExp }): Promise<void> {
  await app.getByRole("button", { name: button }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText(`${customers} customers would be changed`).waitFor();
  const saving = admin.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download as a file" }).click();
  expect(await linesOf(await saving, file)).toBe(customers + 1);
  const yes = dialog.getByRole("button", { name: label });
  await yes.waitFor();
  expect(await seriousFaults(app)).toEqual([]);
  await yes.click();
  await dialog.waitFor({ state: "detached" });
}

async function linesOf(file: Download, name: RegExp): Promise<number> {
  expect(file.suggestedFilename()).toMatch(name);
  return (await readFile(await file.path(), "utf8")).trim().split("\n").length;
}

describe("a merchant who wants back what was", { timeout: 120_000 }, () => {
  it("undoes the first run, sees the tags gone, and has them written again", async () => {
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor();
    const written = await marksOf();
    expect(written.tagged).toBeGreaterThan(CUSTOMERS / 2);
    const app = await admin.openApp("/activity");
    const runs = app.getByTestId("write-runs");
    await runs.locator("tbody tr").first().waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await confirm(app, /^Undo the run/, "Undo", { customers: written.tagged, file: /^perennial-demo-undo-/ });
    await app.getByTestId("writing-off").getByText("a run was taken back").waitFor();
    expect(await marksOf()).toEqual({ ...written, tagged: 0, withFields: 0 });
    expect(await runs.locator("tbody tr").allInnerTexts()).toEqual([expect.stringContaining("Taken back"), expect.stringContaining("Taken back")]);

    await app.getByRole("button", { name: "Count the changes" }).click();
    await app.getByTestId("dry-run").getByText(`${written.tagged} customers would be changed`).waitFor();
    const saving = admin.page.waitForEvent("download");
    await app.getByRole("button", { name: "Download as a file" }).click();
    expect(await linesOf(await saving, /^perennial-demo-dry-run-\d{4}-\d\d-\d\d\.csv$/)).toBe(written.tagged + 1);

    await app.getByRole("button", { name: "Write again" }).click();
    await app.getByTestId("writing-off").waitFor({ state: "detached" });
    await expect.poll(marksOf, PATIENCE).toEqual(written);
  });

  it("removes everything before the app goes, on a phone", async () => {
    await admin.page.setViewportSize({ width: 360, height: 780 });
    const app = await admin.openApp("/activity");
    const before = await marksOf();
    await confirm(app, "Remove everything", "Remove everything", { customers: before.tagged, file: /^perennial-demo-removal-/ });
    await app.getByTestId("writing-off").getByText("everything was removed").waitFor();
    expect(await marksOf()).toEqual({ ...before, tagged: 0, withFields: 0 });
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await seriousFaults(app)).toEqual([]);
  });

  it("has a backfill that failed midway go on at once", async () => {
    const app = await admin.openApp("/activity");
    // Shopify adds up the customers' sums after an import: that is not what is to fail.
    await app.getByTestId("reconciliations").getByText("Finished").first().waitFor();
    const fault = { kind: "bulk-failed", matching: "QUERY", next: 1, amount: 20 };
    const answer = await fetch(`${stack.origin}/sandbox/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fault) });
    expect(answer.ok).toBe(true);
    const rows = app.getByTestId("imports").locator("tbody tr");
    const again = app.getByTestId("imports").getByRole("button", { name: "Read all orders again" });
    const before = await rows.count();
    await again.click();
    await rows.filter({ hasText: "Failed" }).filter({ hasText: "INTERNAL_SERVER_ERROR" }).waitFor();
    expect(await rows.first().innerText()).toContain("About to begin");
    await again.click();
    await rows.first().getByText("Finished").waitFor({ timeout: 30_000 });
    expect(await rows.count()).toBe(before + 2);
    expect(await seriousFaults(app)).toEqual([]);
  });
});
