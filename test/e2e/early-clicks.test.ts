import type { Frame, Request } from "playwright-core";
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

const PHONE = { width: 360, height: 780 };

describe("what is clicked before the page's code has come", { timeout: 120_000 }, () => {
  let come: () => void;
  let best: string;
  beforeEach(async () => {
    await admin.openApp();
    best = await bestCustomer(test);
    come = await holdBack(admin.page, PAGE_CODE);
  });

  it("leads on where it is an entry of the admin's navigation, to the last of them", async () => {
    const app = await admin.openApp("/accuracy");
    for (const entry of [en.nav.customers, en.nav.cohorts, en.nav.customers]) await follow(entry);
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

  // React draws the table of a phone once it is there, and in place of the wide one.
  it.each([1280, PHONE.width])("leads on where it is a link of the page's, %i pixels wide", async (width) => {
    await admin.page.setViewportSize({ ...PHONE, width });
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
    const asked: string[] = [];
    admin.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const app = await admin.openApp("/customers");
    const first = app.locator("table tbody a").first();
    const address = (await first.getAttribute("href"))!;
    // What the tab asks for, since Playwright does not always tell of one that is sent on to another address at once.
    const isTheTabs = (request: Request) => new URL(request.url()).pathname === address;
    const ofTheTab = admin.page.context().waitForEvent("request", { predicate: isTheTabs, ...PATIENCE });
    await Promise.all([ofTheTab, first.click({ modifiers: ["ControlOrMeta"] })]);
    await follow(en.nav.segments);
    come();
    await app.getByRole("heading", { level: 1, name: en.segmentsPage.title }).waitFor();
    expect(asked).not.toContain(address);
  });

  it("is done where it is a button, once however often it was clicked", async () => {
    const app = await admin.openApp("/customers");
    const sort = app.getByRole("button", { name: "Sort the results" });
    await sort.click();
    await sort.click();
    expect(await sort.getAttribute("aria-expanded")).not.toBe("true");
    come();
    await app.locator("button[aria-expanded=true]").and(sort).waitFor();
  });

  it("is done where the button saves something", async () => {
    const app = await admin.openApp(`/customers/${best}`);
    await app.getByRole("button", { name: "Leave out of scoring and tags" }).click();
    come();
    await app.getByRole("button", { name: "Score and tag again" }).waitFor();
  });

  it("is done where it is a button that React draws anew, as on a phone", async () => {
    await admin.page.setViewportSize(PHONE);
    const app = await admin.openApp("/accuracy");
    const recompute = await app.getByRole("button", { name: en.home.recompute }).elementHandle();
    // By the time of the second click React has.
    await follow(en.nav.accuracy);
    await recompute!.click();
    const isSent = (request: Request) => request.method() === "POST" && new URL(request.url()).pathname === "/app/accuracy";
    await Promise.all([admin.page.waitForRequest(isSent), come()]);
    expect(await recompute!.evaluate((it) => it.isConnected)).toBe(false);
  });

  it("searches for what was typed before", async () => {
    const app = await admin.openApp("/customers");
    const field = app.getByRole("textbox", { name: en.customers.search });
    await field.fill(best);
    await field.press("Enter");
    come();
    await admin.page.waitForURL(/customers\?q=\d+$/);
    await expect.poll(() => app.locator("table tbody a").count(), PATIENCE).toBe(1);
  });
});
