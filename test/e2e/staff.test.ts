import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import en from "#app/locales/en.json" with { type: "json" };
import onServer from "#app/locales/server.en.json" with { type: "json" };
import { useTestDatabase } from "../support/test-database.ts";
import { faultsOnPhone, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 80 });
const admin = useAdmin(stack);

const PAGES = [
  ["", en.home.title],
  ["/customers", en.customers.title],
  ["/segments", en.segmentsPage.title],
  ["/cohorts", en.cohorts.title],
  ["/acquisition", en.acquisition.title],
  ["/activity", en.activity.title],
  ["/accuracy", en.accuracy.title],
  ["/settings", en.settings.title],
] as const;

/** Somebody else signs in to the admin. */
async function lookAs(name: string): Promise<Frame> {
  await admin.page.goto(admin.address("/orders"));
  const option = await admin.page.getByTestId("staff").locator("option", { hasText: name }).getAttribute("value");
  await admin.page.getByTestId("staff").selectOption(option);
  await admin.page.getByTestId("look-as").click();
  await admin.page.waitForURL(admin.address("/apps/perennial"));
  await admin.page.waitForSelector("iframe[name=app][src]");
  const app = admin.page.frame({ name: "app" })!;
  await app.getByRole("heading", { level: 1, name: en.home.title }).waitFor();
  return app;
}

/** What only shows: another page of something, another side of it, more of it, or a file of it. */
const SHOWS = new Set([
  en.readOnly.again, "More actions", "More views", "Sort the results", "Search and filter results", "Previous", "Next", ...Object.values(en.listView),
  en.customers.export, en.customers.find, en.customers.search, en.cohorts.export, en.cohorts.show, en.cohorts.measure, en.cohorts.per, en.cohorts.length, en.cohorts.cut,
  en.acquisition.from, en.acquisition.to, en.acquisition.business, en.activity.dryRun.look, en.comparison.date, en.dataExport.part, en.looks.ofOne, en.looks.narrow,
  // Polaris's own in a form that has none, for the Enter key.
  "Submit",
]);
const shows = (control: string) => SHOWS.has(control) || /^(Download( .*)?|Select all \d+ customers)$/.test(control);

/** What can be pressed or typed into, by what a reader hears of it. */
function controlsOf(app: Frame): Promise<string[]> {
  const wording = (all: (HTMLElement & { labels?: NodeListOf<HTMLLabelElement> | null })[]) =>
    all.filter((it) => it.checkVisibility()).map((it) => (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent ?? "").trim());
  return app.locator("main").locator(":is(button, input, select, textarea):enabled:not([aria-disabled=true])").evaluateAll(wording);
}

/** A request that no button of the page sends, with the session token that the admin gives whoever looks. */
async function forge(app: Frame, path: string, form?: Record<string, string>): Promise<[number, unknown]> {
  const answer = await app.evaluate(
    async ([path, form]) => {
      const response = await fetch(path, form && { method: "POST", body: new URLSearchParams(form) });
      return [response.status, response.ok ? null : await response.json()] as [number, unknown];
    },
    [path, form] as const,
  );
  if (answer[0] === 403) expect(admin.complaints.splice(0)).toEqual([expect.stringContaining("403")]);
  return answer;
}

/** It does not say what the owner may do; what it has said before is forgotten. */
async function silenceShopify(): Promise<void> {
  const strike = await fetch(`${stack.origin}/sandbox/faults`, { method: "POST", body: JSON.stringify({ kind: "server-error", matching: "token-exchange", probability: 1 }) });
  expect(strike.status).toBe(200);
  await test.owner.query("DELETE FROM shop_sessions WHERE id LIKE '%\\_42'");
}

const healShopify = () => fetch(`${stack.origin}/sandbox/faults`, { method: "DELETE" });

async function askAgain(app: Frame): Promise<void> {
  await app.getByRole("button", { name: en.readOnly.again }).click();
  await app.getByTestId("read-only").waitFor({ state: "detached" });
}

const RULES = { intent: "write-rules", handChanges: "respect", capPercent: "99", capCustomers: "1000" };
const rulesInForce = async () => (await test.owner.query("SELECT hand_changes, cap_percent FROM shops")).rows;
const SETTINGS = "/app/settings?index&_data=routes%2Fapp.settings._index";

describe("staff", { timeout: 180_000 }, () => {
  it("without the permission to edit customers look at every page, are told why, and find nothing to change", async () => {
    const owner = await admin.openApp();
    await owner.getByTestId("total-lifetime-value").waitFor();
    await owner.getByTestId("last-write").getByText("Finished").waitFor();
    expect(await owner.getByTestId("read-only").count()).toBe(0);
    expect(await controlsOf(owner)).toContain(en.home.recompute);

    await lookAs("Rita Reader");
    const { id } = (await admin.customersInShopify()).find(({ tags }) => tags.some((tag) => tag.startsWith("clv:")))!;
    for (const [path, title] of [...PAGES, [`/customers/${id}`, null] as const]) {
      const app = await admin.openApp(path);
      await app.getByRole("heading", { level: 1, ...(title !== null && { name: title }) }).waitFor();
      await app.getByTestId("read-only").getByText("Your permissions in Shopify do not include editing customers.").waitFor();
      expect((await controlsOf(app)).filter((it) => !shows(it)), path).toEqual([]);
      expect(await faultsOnPhone(admin.page, app), path).toEqual([]);
    }
  });

  it("cannot go past the page either", async () => {
    const before = await rulesInForce();
    const app = await lookAs("Rita Reader");
    expect(await forge(app, SETTINGS, RULES)).toEqual([403, { refused: onServer.refused.write_customers }]);
    expect(await rulesInForce()).toEqual(before);
    expect((await forge(app, "/app/customers/file", { intent: "ask" }))[0], "a file of customers, whom they may see").toBe(200);
  });

  it("without the permission to see customers read numbers in place of names, and get no file", async () => {
    const app = await lookAs("Otto Orders");
    await app.getByTestId("read-only").getByText("neither viewing nor editing customers").waitFor();
    expect(await forge(app, "/app/customers/export")).toEqual([403, { refused: onServer.refused.read_customers }]);
    expect(await forge(app, "/app/customers/file", { intent: "ask" })).toEqual([403, { refused: onServer.refused.read_customers }]);
    const customers = await admin.openApp("/customers?consent=email");
    await customers.getByTestId("read-only").waitFor();
    expect(await customers.getByTestId("consent-looked").count(), "nobody is asked about").toBe(0);
    expect(await customers.locator("table tbody tr").count()).toBe(50);
    expect(await customers.getByPlaceholder(en.customers.searchExampleNumbers).count(), "nobody is searched for by name").toBe(1);
    expect(await controlsOf(customers)).not.toContain(en.customers.export);
    await customers.locator("table tbody a").first().getByText(/^Customer \d+$/).waitFor();
    expect(await faultsOnPhone(admin.page, customers)).toEqual([]);
  });

  it("of whom Shopify stops telling are told so where they asked for something", async () => {
    await lookAs("Sandbox Merchant");
    const customers = await admin.openApp("/customers");
    const file = customers.getByRole("button", { name: en.customers.export });
    await file.waitFor();
    await silenceShopify();
    await file.click();
    await customers.getByTestId("no-file").getByText(onServer.refused.unknown).waitFor();
    await customers.getByTestId("read-only").getByText(en.readOnly.unknown.title).waitFor();
    await healShopify();
    await askAgain(customers);

    const activity = await admin.openApp("/activity");
    await activity.getByTestId("remove-everything").getByRole("button", { name: en.activity.remove.button }).click();
    const yes = activity.getByRole("dialog").getByRole("button", { name: en.activity.remove.button });
    await activity.getByTestId("foreseen").getByText(en.preview.looking).waitFor({ state: "detached" });
    await silenceShopify();
    await yes.click();
    const refused = activity.getByTestId("refused");
    await refused.getByText(onServer.refused.unknown).waitFor();
    expect(await refused.evaluate((it) => it.getBoundingClientRect().top), "in sight, though the button is at the page's foot").toBeGreaterThanOrEqual(0);
    expect((await test.owner.query("SELECT writing FROM shops")).rows).toEqual([{ writing: "on" }]);
    await healShopify();
    expect(admin.complaints.splice(0)).toEqual([expect.stringContaining("403"), expect.stringContaining("403")]);
  });

  it("of whom Shopify says nothing look, and may change things as soon as it does", async () => {
    await silenceShopify();
    const app = await lookAs("Sandbox Merchant");
    await app.getByTestId("read-only").getByText(en.readOnly.unknown.title).waitFor();
    expect(await controlsOf(app)).not.toContain(en.home.recompute);
    expect(await forge(app, SETTINGS, RULES)).toEqual([403, { refused: onServer.refused.unknown }]);
    expect(await faultsOnPhone(admin.page, app)).toEqual([]);

    await healShopify();
    await askAgain(app);
    expect(await controlsOf(app)).toContain(en.home.recompute);
    expect(await forge(app, SETTINGS, RULES)).toEqual([200, null]);
    expect(await rulesInForce()).toEqual([{ hand_changes: "respect", cap_percent: 99 }]);
  });

  it("see by keyboard who looked at one customer, and stand where they were", async () => {
    const { id } = (await admin.customersInShopify()).find(({ tags }) => tags.some((tag) => tag.startsWith("clv:")))!;
    await lookAs("Sandbox Merchant");
    const settings = await admin.openApp("/settings");
    const field = settings.getByLabel(en.looks.ofOne);
    const isThere = () => field.evaluate((it) => it === document.activeElement);
    await field.fill(String(id));
    await field.press("Enter");
    await settings.getByTestId("access-log").getByRole("status").getByText(`Only looks at customer ${id}`).waitFor();
    expect(await isThere()).toBe(true);
    const widen = settings.getByRole("button", { name: en.looks.everybody });
    await widen.press("Enter");
    await widen.waitFor({ state: "detached" });
    expect(await isThere()).toBe(true);
  });
});
