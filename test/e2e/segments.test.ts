import { describe, expect, it } from "vitest";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { holdBack, PAGE_CODE, PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const CUSTOMERS = 600;

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: CUSTOMERS });
const admin = useAdmin(stack);

/** How many customers in Shopify carry a tag. */
const tagged = async (tag: string) => (await admin.customersInShopify()).filter(({ tags }) => tags.includes(tag)).length;
const allTags = async () => (await admin.customersInShopify()).map(({ tags }) => tags.toSorted());
const saveBar = () => admin.page.getByTestId("save-bar");

describe("a merchant who changes what the tags mean", { timeout: 120_000 }, () => {
  it("finds the segments once everybody is sorted", async () => {
    const empty = await admin.openApp("/segments");
    await empty.getByTestId("no-run").waitFor();
    expect(await seriousFaults(empty)).toEqual([]);
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor();
    const app = await admin.openApp("/segments");
    const vips = app.getByTestId("value-segments").locator("tbody tr").first();
    expect(await vips.innerText()).toMatch(/clv:value-vip\s+The top 5%: from \$/);
    expect(await vips.getByRole("link").innerText()).toBe(String(await tagged("clv:value-vip")));
    for (const summary of await app.locator("summary").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
    const [file] = await Promise.all([admin.page.waitForEvent("download"), vips.getByRole("button").click()]);
    expect(file.suggestedFilename()).toMatch(/^perennial-demo-customers-vip-.*\.csv$/);
    await vips.getByRole("link").click();
    await app.locator("table tbody a").first().waitFor();
    await admin.page.waitForURL(/customers\?tier=vip$/);
  });

  it("has what is typed and chosen before the page's code has come", async () => {
    const come = await holdBack(admin.page, PAGE_CODE);
    const app = await admin.openApp("/segments");
    const vip = app.getByRole("textbox", { name: "VIP %" });
    await app.getByLabel("Sorted by").selectOption("historic");
    await app.getByLabel("Write stage tags").uncheck();
    await vip.fill("7.5");
    await vip.press("ArrowLeft");
    expect(await saveBar().isVisible()).toBe(false);
    const previewed = admin.page.waitForRequest((request) => request.method() === "POST" && request.url().includes("/app/segments"));
    come();
    const draft: unknown = JSON.parse(new URLSearchParams((await previewed).postData()!).get("draft")!);
    expect(draft).toMatchObject({ value: { basis: "historic", tiers: { vip: 0.075 } }, stage: { on: false } });
    // Who is still typing goes on where they were.
    expect(await vip.evaluate((field: HTMLInputElement) => [field === document.activeElement, field.selectionStart])).toEqual([true, 2]);
    await app.getByTestId("preview-writes").waitFor();
    await saveBar().getByTestId("save-bar-discard").click();
    await saveBar().waitFor({ state: "hidden" });
  });

  it("is told at the field what is wrong, before anything is saved", async () => {
    const app = await admin.openApp("/segments");
    await app.getByLabel("Room before a tier is lost").fill("80");
    await app.getByText("“80” is too high: at most 50%.").waitFor();
    await app.getByRole("textbox", { name: "High %" }).fill("lots");
    await app.getByText("“lots” is not a number.").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await saveBar().getByTestId("save-bar-discard").click();
    await saveBar().waitFor({ state: "hidden" });
    expect(await app.getByRole("textbox", { name: "High %" }).inputValue()).toBe("15");
  });

  it("has the preview beside the fields wherever they are on a wide screen, and below them on a phone", async () => {
    const app = await admin.openApp("/segments");
    const scrollToFields = () => app.getByRole("textbox", { name: "High %" }).evaluate((it) => it.scrollIntoView({ block: "start" }));
    const previewTop = async () => (await scrollToFields(), app.getByTestId("preview").evaluate((it) => it.getBoundingClientRect().top));
    await expect.poll(previewTop, PATIENCE).toBe(16);
    await admin.page.setViewportSize({ width: 360, height: 780 });
    await expect.poll(previewTop, PATIENCE).toBeGreaterThan(780);
  });

  it("is told of tags that are somebody else's, and keeps what is typed unless it may go", async () => {
    const app = await admin.openApp("/segments");
    await app.getByLabel("Prefix").fill("news");
    await app.getByText("Names of the tags").first().click();
    await app.getByLabel("Tag for VIP").fill("letter");
    await app.getByTestId("foreign-tags").getByText("newsletter: not written by this app").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    const leave = async (answer: "accept" | "dismiss") => {
      const answered = new Promise<void>((resolve) => admin.page.once("dialog", (dialog) => void dialog[answer]().then(resolve)));
      await app.getByTestId("value-segments").getByRole("link").first().click();
      await answered;
    };
    await leave("dismiss");
    expect(await app.getByLabel("Tag for VIP").inputValue()).toBe("letter");
    await leave("accept");
    await app.locator("table tbody a").first().waitFor();
  });

  it("loses nothing that is typed where the network drops", async () => {
    const app = await admin.openApp("/segments");
    const isSent = (address: URL) => address.pathname === "/app/segments" && address.searchParams.has("_data");
    let isDown = true;
    await admin.page.route(isSent, (route) => (isDown ? route.abort() : route.continue()));
    await app.getByRole("textbox", { name: "VIP %" }).fill("7");
    await app.getByTestId("preview-status").getByText("the app did not answer").waitFor();
    await saveBar().getByTestId("save-bar-save").click();
    await app.getByTestId("not-saved").waitFor();
    expect(await app.getByRole("textbox", { name: "VIP %" }).inputValue()).toBe("7");
    isDown = false;
    await app.getByRole("textbox", { name: "VIP %" }).fill("8");
    await app.getByTestId("preview-writes").waitFor();
    await saveBar().getByTestId("save-bar-discard").click();
    expect(admin.complaints.splice(0)).toEqual(expect.arrayContaining([expect.stringContaining("ERR_FAILED")]));
  });

  it("does not overwrite what somebody else has saved meanwhile", async () => {
    const app = await admin.openApp("/segments");
    await app.getByLabel("Look ahead").fill("180");
    await app.getByTestId("preview-writes").waitFor();
    const { id, currency } = await test.db.prisma.shop.findFirstOrThrow();
    const draft = { ...DEFAULT_DEFINITION, smallestSegment: 10 };
    expect(await changeDefinition({ db: test.db, clock: () => new Date() }, { id, currency: currency! }, { draft, version: 0, staffId: "7" })).toMatchObject({ kind: "saved" });
    await saveBar().getByTestId("save-bar-save").click();
    await app.getByTestId("outdated").getByRole("button", { name: "Load the new ones" }).click();
    await saveBar().waitFor({ state: "hidden" });
    expect(await app.getByLabel("Look ahead").inputValue()).toBe("365");
    expect(await app.getByLabel("Mark segments under").inputValue()).toBe("10");
    await app.getByTestId("versions").getByText("staff member 7").waitFor();
    await app.getByTestId("pending").waitFor({ state: "detached" });
  });

  it("changes a threshold, sees who would move, saves, sees the tags move in Shopify, and has all back by an undo", async () => {
    const app = await admin.openApp("/segments");
    const before = await tagged("clv:value-vip");
    const tagsBefore = await allTags();
    await app.getByRole("textbox", { name: "VIP %" }).fill("20");
    const preview = app.getByTestId("preview");
    const foretold = preview.locator("tbody tr").filter({ hasText: "clv:value-vip" }).locator("td").nth(1);
    await foretold.waitFor();
    const after = Number(await foretold.innerText());
    expect(after).toBeGreaterThan(2 * before);
    await preview.getByTestId("preview-status").getByText(/^[\d,]+ moves to another segment$/).waitFor();
    await preview.getByTestId("preview-movers").locator("summary").click();
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.setViewportSize({ width: 360, height: 780 });
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.setViewportSize({ width: 1280, height: 1000 });

    await saveBar().getByTestId("save-bar-save").click();
    await saveBar().waitFor({ state: "hidden" });
    await app.getByTestId("pending").waitFor();
    expect(await app.getByTestId("versions").innerText()).toMatch(/Version 2, .*, you\s+VIP: 20% \(was 5%\)/);
    await expect.poll(() => tagged("clv:value-vip"), PATIENCE).toBe(after);
    await app.getByTestId("pending").waitFor({ state: "detached" });
    await app.getByTestId("value-segments").getByText("The top 20%").waitFor();
    expect(await app.getByTestId("value-segments").locator("tbody tr").first().getByRole("link").innerText()).toBe(String(after));

    const activity = await admin.openApp("/activity");
    await activity.getByRole("button", { name: /^Undo the run/ }).first().click();
    await activity.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
    await activity.getByTestId("writing-off").getByText("a run was taken back").waitFor();
    expect(await allTags()).toEqual(tagsBefore);
    expect(await tagged("clv:value-vip")).toBe(before);
  });
});
