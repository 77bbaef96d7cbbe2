import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import en from "#app/locales/en.json" with { type: "json" };
import { useTestDatabase } from "../support/test-database.ts";
import { bestCustomer } from "./best-customer.ts";
import { holdBack, PAGE_CODE, PATIENCE, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 80 });
const admin = useAdmin(stack);

const follow = (entry: string) => admin.page.getByTestId("app-nav").getByRole("link", { name: entry, exact: true }).click();
const title = (app: Frame) => app.getByRole("heading", { level: 1 });

describe("what is clicked before the page's code has come", { timeout: 120_000 }, () => {
  let come: () => void;
  beforeEach(async () => {
    come = await holdBack(admin.page, PAGE_CODE);
  });

  it("leads on where it is an entry of the admin's navigation, the last of them", async () => {
    const app = await admin.openApp("/accuracy");
    await follow(en.nav.cohorts);
    await follow(en.nav.customers);
    expect(await title(app).innerText()).toBe(en.accuracy.title);
    come();
    await app.getByRole("heading", { level: 1, name: en.customers.title }).waitFor();
    await admin.page.waitForURL(/perennial\/customers$/);
  });

  it("leads on where it is the app's own name in the admin", async () => {
    const app = await admin.openApp("/accuracy");
    await title(app).waitFor();
    await admin.page.locator(".sidebar").getByRole("link", { name: "Perennial" }).click();
    come();
    await app.getByRole("heading", { level: 1, name: en.home.title }).waitFor();
  });

  it("leads on where it is a link of the page's", async () => {
    await bestCustomer(test);
    const app = await admin.openApp("/customers");
    const first = app.locator("table tbody a").first();
    const address = (await first.getAttribute("href"))!;
    await first.click();
    await first.click();
    expect(await title(app).innerText()).toBe(en.customers.title);
    come();
    await app.getByTestId("lifetime-value").waitFor();
    expect(new URL(app.url()).pathname).toBe(address);
  });

  it("is the browser's where somebody wants a tab of its own", async () => {
    const app = await admin.openApp("/customers");
    const first = app.locator("table tbody a").first();
    const [tab] = await Promise.all([admin.page.context().waitForEvent("page"), first.click({ modifiers: ["ControlOrMeta"] })]);
    await tab.close();
    expect(await app.evaluate(() => window.takeEarlyClicks!().length)).toBe(0);
  });

  it("is done where it is a button, once however often it was clicked", async () => {
    const app = await admin.openApp(`/customers/${await bestCustomer(test)}`);
    const leave = app.getByRole("button", { name: "Leave out of scoring and tags" });
    await leave.click();
    await leave.click();
    come();
    await app.getByRole("button", { name: "Score and tag again" }).waitFor();
  });

  it("searches for what was typed before", async () => {
    const best = await bestCustomer(test);
    const app = await admin.openApp("/customers");
    const field = app.getByRole("textbox", { name: en.customers.search });
    await field.fill(best);
    await field.press("Enter");
    come();
    await admin.page.waitForURL(/customers\?q=\d+$/);
    await expect.poll(() => app.locator("table tbody a").count(), PATIENCE).toBe(1);
  });
});
