import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const CUSTOMERS = 600;

const stack = useStack(useTestDatabase(), { kind: "generated", customers: CUSTOMERS });
const admin = useAdmin(stack);

/** How many customers in Shopify carry a tag. */
const tagged = async (tag: string) => (await admin.customersInShopify()).filter(({ tags }) => tags.includes(tag)).length;
const saveBar = () => admin.page.getByTestId("save-bar");

describe("a merchant who changes what the tags mean", { timeout: 120_000 }, () => {
  it("finds the segments once everybody is sorted", async () => {
    const empty = await admin.openApp("/segments");
    await empty.getByTestId("no-run").waitFor(PATIENCE);
    expect(await seriousFaults(empty)).toEqual([]);
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor(PATIENCE);
    const app = await admin.openApp("/segments");
    const vips = app.getByTestId("value-segments").locator("tbody tr").first();
    expect(await vips.innerText()).toMatch(/clv:value-vip\s+The top 5%: from \$/);
    expect(await vips.getByRole("link").innerText()).toBe(String(await tagged("clv:value-vip")));
    for (const summary of await app.locator("summary").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
    await vips.getByRole("link").click();
    await app.locator("table tbody a").first().waitFor(PATIENCE);
    expect(admin.page.url()).toMatch(/customers\?tier=vip$/);
  });

  it("is told at the field what is wrong, before anything is saved", async () => {
    const app = await admin.openApp("/segments");
    await app.getByLabel("Room before a tier is lost").fill("80");
    await app.getByText("“80” is too high: at most 50%.").waitFor(PATIENCE);
    await app.getByLabel("High", { exact: true }).fill("lots");
    await app.getByText("“lots” is not a number.").waitFor(PATIENCE);
    expect(await seriousFaults(app)).toEqual([]);
    await saveBar().getByTestId("save-bar-discard").click();
    await saveBar().waitFor({ state: "hidden" });
    expect(await app.getByLabel("High", { exact: true }).inputValue()).toBe("15");
  });

  it("changes a threshold, sees who would move, saves, and sees the tags move in Shopify", async () => {
    const app = await admin.openApp("/segments");
    const before = await tagged("clv:value-vip");
    await app.getByLabel("VIP", { exact: true }).fill("20");
    const preview = app.getByTestId("preview");
    const foretold = preview.locator("tbody tr").filter({ hasText: "clv:value-vip" }).locator("td").nth(1);
    await foretold.waitFor(PATIENCE);
    const after = Number(await foretold.innerText());
    expect(after).toBeGreaterThan(2 * before);
    expect(await preview.getByTestId("preview-moves").innerText()).toMatch(/^[\d,]+ moves to another segment$/);
    await preview.getByTestId("preview-movers").locator("summary").click();
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.setViewportSize({ width: 360, height: 780 });
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.setViewportSize({ width: 1280, height: 1000 });

    await saveBar().getByTestId("save-bar-save").click();
    await saveBar().waitFor({ state: "hidden" });
    await app.getByTestId("pending").waitFor(PATIENCE);
    expect(await app.getByTestId("versions").innerText()).toMatch(/Version 1, .*, you\s+VIP: 20% \(was 5%\)/);
    await expect.poll(() => tagged("clv:value-vip"), PATIENCE).toBe(after);
    await app.getByTestId("pending").waitFor({ state: "detached", ...PATIENCE });
    await app.getByTestId("value-segments").getByText("The top 20%").waitFor(PATIENCE);
    expect(await app.getByTestId("value-segments").locator("tbody tr").first().getByRole("link").innerText()).toBe(String(after));
  });
});
