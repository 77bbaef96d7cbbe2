import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import ko from "#app/locales/ko.json" with { type: "json" };
import { useTestDatabase } from "../support/test-database.ts";
import { faultsOnPhone, PATIENCE, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 80 });
const admin = useAdmin(stack);

const PAGES = [
  [ko.nav.customers, ko.customers.title],
  [ko.nav.segments, ko.segmentsPage.title],
  [ko.nav.cohorts, ko.cohorts.title],
  [ko.nav.acquisition, ko.acquisition.title],
  [ko.nav.activity, ko.activity.title],
  [ko.nav.accuracy, ko.accuracy.title],
  [ko.nav.settings, ko.settings.title],
] as const;

/** Neither an English sentence nor a key without its text, in what is seen and in what is read out. */
async function expectKorean(app: Frame): Promise<void> {
  expect(await app.evaluate(() => document.documentElement.lang)).toBe("ko");
  const spoken = await app.locator("[aria-label]").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  expect([await app.locator("main").innerText(), ...spoken].join("\n")).not.toMatch(/\b(the|and|of|is|are|was|not|your|with|has|have)\b|[a-z]+\.[a-z]+[A-Z]\w*/);
  expect(await faultsOnPhone(admin.page, app)).toEqual([]);
}

describe("a merchant whose admin is Korean", { timeout: 120_000 }, () => {
  it("reads every page in Korean, from the first one to those that the navigation leads to", async () => {
    await admin.page.goto(admin.address("/orders"));
    await admin.page.getByRole("button", { name: "한국어" }).click();
    await admin.page.waitForURL(admin.address("/apps/perennial"));
    await admin.page.waitForSelector("iframe[name=app][src]");
    const app = admin.page.frame({ name: "app" })!;
    await app.getByTestId("total-lifetime-value").waitFor();
    await app.getByTestId("last-write").getByText("완료").waitFor();
    await expectKorean(app);
    for (const [entry, title] of PAGES) {
      await admin.page.getByTestId("app-nav").getByRole("link", { name: entry, exact: true }).click();
      await app.getByRole("heading", { level: 1, name: title }).waitFor();
      await expectKorean(app);
    }
    await admin.page.locator(".sidebar").getByRole("link", { name: "Perennial" }).click();
    await app.getByRole("heading", { level: 1, name: ko.home.title }).waitFor();
    await admin.page.getByTestId("app-nav").getByRole("link", { name: ko.nav.customers, exact: true }).click();
    await app.locator("table tbody a").first().click();
    await app.getByTestId("lifetime-value").waitFor();
    await expectKorean(app);
  });

  it("finds the segments in Shopify named in Korean", async () => {
    const names = async () => (await test.owner.query<{ name: string }>("SELECT name FROM shopify_segments")).rows.map(({ name }) => name);
    await expect.poll(names, PATIENCE).toContain("Perennial: 이탈 위험");
  });

  it("stays with Korean where a page fails and is loaded again, though its address does not name the language", async () => {
    const app = await admin.openApp();
    await app.getByTestId("total-lifetime-value").waitFor();
    const isRead = (address: URL) => address.pathname === "/app/segments" && address.searchParams.has("_data");
    let isDown = true;
    await admin.page.route(isRead, (route) => (isDown ? route.fulfill({ status: 500 }) : route.continue()));
    await admin.page.getByTestId("app-nav").getByRole("link", { name: ko.nav.segments, exact: true }).click();
    const again = app.getByTestId("page-failed").locator("..").getByRole("button");
    await again.waitFor();
    expect(new URL(app.url()).searchParams.get("locale")).toBeNull();
    isDown = false;
    await again.click();
    await app.getByTestId("value-segments").waitFor();
    expect(await app.evaluate(() => document.documentElement.lang)).toBe("ko");
    expect(admin.complaints.splice(0)).toEqual(expect.arrayContaining([expect.stringContaining("500")]));
  });

  it("reads in Korean that an address leads nowhere", async () => {
    const app = await admin.openApp("/nowhere");
    await app.getByRole("alert").getByRole("heading", { name: ko.missing.title }).waitFor();
    expect(await app.evaluate(() => document.documentElement.lang)).toBe("ko");
    expect(admin.complaints.splice(0)).toEqual([expect.stringContaining("404")]);
  });
});
