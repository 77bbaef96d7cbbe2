import { readFile } from "node:fs/promises";
import type { Frame, Locator, Request, Response } from "playwright-core";
import { describe, expect, it } from "vitest";
import en from "#app/locales/en.json" with { type: "json" };
import { signToken } from "#sandbox/auth/mint-session-token.ts";
import { adminPages } from "../../scripts/admin-pages.ts";
import { ensureSecrets } from "../../scripts/demo/secrets.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { bestCustomer } from "./best-customer.ts";
import { PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 80 });
const admin = useAdmin(stack);

const follow = (entry: string) => admin.page.getByTestId("app-nav").getByRole("link", { name: entry, exact: true }).click();
const heading = (title: string) => (app: Frame) => app.getByRole("heading", { level: 1, name: title });

type Way = { page: string; go: (app: Frame) => Promise<void>; there: (app: Frame) => Locator };

const entry = (page: string, name: string, title: string): Way => ({ page, go: () => follow(name), there: heading(title) });

/** From page to page through all of them, each way from the page before. */
const WAYS: Way[] = [
  entry("/app/customers", en.nav.customers, en.customers.title),
  { page: "/app/customers/", go: (app) => app.locator("table tbody a").first().click(), there: (app) => app.getByTestId("lifetime-value") },
  entry("/app/segments", en.nav.segments, en.segmentsPage.title),
  entry("/app/cohorts", en.nav.cohorts, en.cohorts.title),
  entry("/app/acquisition", en.nav.acquisition, en.acquisition.title),
  entry("/app/activity", en.nav.activity, en.activity.title),
  entry("/app/accuracy", en.nav.accuracy, en.accuracy.title),
  entry("/app/settings", en.nav.settings, en.settings.title),
  { page: "/app", go: () => admin.page.locator(".sidebar").getByRole("link", { name: "Perennial" }).click(), there: heading(en.home.title) },
];

/** The pages as addresses of their own, with what stands there once everybody is scored. */
async function addresses(): Promise<(Pick<Way, "there"> & { path: string })[]> {
  await admin.openApp();
  const id = await bestCustomer(test);
  const thereOf = (path: string) => WAYS.find(({ page }) => `/app${path}`.replace(/\d+$/, "") === page)!.there;
  return adminPages(id).map(({ path }) => ({ path, there: thereOf(path) }));
}

/** A page's own data, not those of the frame around all pages. */
const dataOf = (page: string) => (url: URL) => url.pathname.replace(/\d+$/, "") === page && ![null, "routes/app"].includes(url.searchParams.get("_data"));

/** As it will be in an hour. */
async function expired(token: string): Promise<string> {
  const { exp, nbf, iat, ...claims } = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Record<"exp" | "nbf" | "iat", number>;
  const { apiSecret } = await ensureSecrets(stack.folder);
  return signToken({ ...claims, exp: exp - 3600, nbf: nbf - 3600, iat: iat - 3600 }, apiSecret);
}

/** The code of all pages is there, as it is a moment after the first one stands. */
async function pagesFetched(app: Frame): Promise<void> {
  const isFetched = () => {
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    const pages = Object.values(window.__remixManifest.routes).filter(({ hasErrorBoundary }) => hasErrorBoundary);
    return pages.every(({ module }) => fetched.some((name) => name.endsWith(module)));
  };
  await expect.poll(() => app.evaluate(isFetched), PATIENCE).toBe(true);
  await admin.page.waitForLoadState("networkidle");
}

async function openCustomer(): Promise<Frame> {
  const app = await admin.openApp(`/customers/${await bestCustomer(test)}`);
  await app.getByTestId("wishes").waitFor();
  await pagesFetched(app);
  return app;
}

async function strike(fault: object): Promise<void> {
  const answer = await fetch(`${stack.origin}/sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  expect(answer.status).toBe(200);
}

describe("a merchant in rough weather", { timeout: 120_000 }, () => {
  it("notices nothing of a session token that has expired, whichever page is loaded with it", async () => {
    const asked: Request[] = [];
    admin.page.on("request", (request) => asked.push(request));
    const all = await addresses();
    // A page's data are asked for by its own address, too.
    const isDocument = ({ pathname, searchParams }: URL) => pathname.startsWith("/app") && searchParams.has("id_token") && !searchParams.has("_data");
    const seen = new Set<string>();
    await admin.page.route(isDocument, async (route) => {
      const url = new URL(route.request().url());
      if (!seen.has(url.pathname)) url.searchParams.set("id_token", await expired(url.searchParams.get("id_token")!));
      seen.add(url.pathname);
      await route.continue({ url: url.href });
    });
    for (const { path, there } of all) {
      await there(await admin.openApp(path)).waitFor();
      expect(asked.splice(0).filter((it) => it.url().includes("shopify-reload")), path).not.toEqual([]);
    }
  });

  it("notices nothing of one that has expired on the way to a page", async () => {
    const app = await admin.openApp("/accuracy");
    await pagesFetched(app);
    let goingTo = "";
    let asked = 0;
    await admin.page.route((url) => dataOf(goingTo)(url), async (route) => {
      const headers = route.request().headers();
      asked += 1;
      if (asked > 1) return route.continue();
      await route.continue({ headers: { ...headers, authorization: `Bearer ${await expired(headers["authorization"]!.replace("Bearer ", ""))}` } });
    });
    for (const { page, go, there } of WAYS) {
      [goingTo, asked] = [page, 0];
      await go(app);
      await there(app).waitFor();
      expect(asked, page).toBeGreaterThan(1);
    }
    expect(admin.complaints.splice(0)).toEqual(WAYS.map(() => expect.stringContaining("401")));
  });

  it("needs nothing that a browser keeps, which it may refuse to a frame", async () => {
    await admin.page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, { get: refuse });
      Object.defineProperty(document, "cookie", { get: refuse, set: refuse });
    });
    const app = await admin.openApp("/accuracy");
    for (const { go, there } of WAYS) {
      await go(app);
      await there(app).waitFor();
      expect(await app.getByTestId("page-failed").count()).toBe(0);
    }
  });

  it("is told on the way to a page that nobody answers, and is there once somebody does", async () => {
    const app = await admin.openApp("/accuracy");
    await heading(en.accuracy.title)(app).waitFor();
    await pagesFetched(app);
    for (const [place, { page, go, there }] of WAYS.entries()) {
      await admin.page.context().setOffline(true);
      await go(app);
      await app.getByTestId("page-unreachable").waitFor();
      expect(await seriousFaults(app), page).toEqual([]);
      await admin.page.context().setOffline(false);
      // It asks by itself, too, and may do so just now.
      if (place > 0) await app.getByRole("button", { name: en.unreachable.again }).evaluateAll((all: HTMLElement[]) => all.forEach((it) => it.click()));
      await there(app).waitFor();
    }
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it.each([
    ["/acquisition", "Gross margin", "61.5"],
    ["/settings", en.writeRules.percent, "17"],
  ])("loses nothing that is typed on %s where the network drops, and saves it once it is back", async (path, field, typed) => {
    const app = await admin.openApp(path);
    await pagesFetched(app);
    await app.getByLabel(field).fill(typed);
    const isDraft = path === "/acquisition";
    const save = isDraft ? admin.page.getByTestId("save-bar").getByTestId("save-bar-save") : app.getByTestId("write-rules").getByRole("button", { name: en.writeRules.save });
    await admin.page.context().setOffline(true);
    await save.click();
    await app.getByTestId(isDraft ? "not-saved" : "not-done").waitFor();
    expect(await app.getByLabel(field).inputValue()).toBe(typed);
    await admin.page.context().setOffline(false);
    // The note goes when it is sent; who leaves before the answer takes it back.
    const saved = (answer: Response) => answer.request().method() === "POST" && new URL(answer.url()).pathname === `/app${path}`;
    await Promise.all([admin.page.waitForResponse(saved), save.click()]);
    await app.getByTestId(isDraft ? "not-saved" : "not-done").waitFor({ state: "detached" });
    const again = await admin.openApp(path);
    await expect.poll(() => again.getByLabel(field).inputValue(), PATIENCE).toBe(typed);
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it("is asked before what is typed goes with a choice that nobody answers", async () => {
    const app = await admin.openApp("/acquisition");
    await app.getByLabel("Gross margin").fill("33");
    const months = app.getByLabel(en.acquisition.from);
    await months.waitFor();
    await pagesFetched(app);
    await admin.page.context().setOffline(true);
    const answered = new Promise<void>((resolve) => admin.page.once("dialog", (dialog) => void dialog.dismiss().then(resolve)));
    await months.selectOption({ index: 1 });
    await answered;
    expect(await app.getByLabel("Gross margin").inputValue()).toBe("33");
    expect(await app.getByTestId("page-unreachable").count()).toBe(0);
    await admin.page.context().setOffline(false);
  });

  it.each([
    ["Home", "", en.home.recompute, "not-done"],
    ["Customers", "/customers", en.customers.export, "no-file"],
    ["Cohorts", "/cohorts", en.cohorts.export, "no-file"],
    ["Activity", "/activity", en.readingPause.button, "not-done"],
    ["Accuracy", "/accuracy", en.home.recompute, "not-done"],
  ])("is told on %s that nothing came of a button", async (_, path, name, told) => {
    const app = await admin.openApp(path);
    const button = app.getByRole("button", { name, exact: true });
    await button.waitFor();
    await pagesFetched(app);
    await admin.page.context().setOffline(true);
    await button.click();
    await app.getByTestId(told).waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.context().setOffline(false);
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it("is told that something asked for may not have been done, and asks again", async () => {
    const app = await openCustomer();
    const leaveOut = app.getByRole("button", { name: "Leave out of scoring and tags" });
    await admin.page.context().setOffline(true);
    await leaveOut.click();
    await app.getByTestId("not-done").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.context().setOffline(false);
    await leaveOut.click();
    await app.getByRole("button", { name: "Score and tag again" }).waitFor();
    expect(await app.getByTestId("not-done").count()).toBe(0);

    await follow("Activity");
    const look = app.getByTestId("dry-run").getByRole("button").first();
    await look.waitFor();
    await admin.page.context().setOffline(true);
    await look.click();
    await app.getByTestId("not-done").waitFor();
    await admin.page.context().setOffline(false);
    await look.click();
    await app.getByTestId("dry-run").getByText("Nothing would be written to Shopify.").waitFor();
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it("sees how far a file is that Shopify keeps waiting, leaves the page, finds it there again and takes it along whole", async () => {
    const app = await admin.openApp("/customers");
    await strike({ kind: "slow", matching: "ContactsOfSegment", probability: 1, amount: 25 });
    await app.getByRole("button", { name: en.customers.export }).click();
    await app.getByTestId("file-coming").getByText(/Your file: [1-9]\d* of \d+ customers/).waitFor();
    expect(await seriousFaults(app)).toEqual([]);

    await admin.openApp("/cohorts");
    const again = await admin.openApp("/customers");
    await again.getByTestId("file-coming").waitFor();
    await fetch(`${stack.origin}/sandbox/faults`, { method: "DELETE" });
    const [, customers] = /Customers in it: (\d+)/.exec(await again.getByTestId("file-whole").innerText())!;
    expect(await seriousFaults(again)).toEqual([]);
    const download = admin.page.waitForEvent("download");
    await again.getByRole("button", { name: en.dataRequests.save }).click();
    const [head, ...lines] = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
    expect(head).toMatch(/^Customer ID,Tags,/);
    expect(new Set(lines.map((line) => line.split(",")[0])).size).toBe(Number(customers));
    await again.getByRole("button", { name: en.customers.file.drop }).click();
    await again.getByTestId("file-whole").waitFor({ state: "detached" });
  });

  it("has the best for look-alikes saved by itself once their file is whole, and finds it on the list's page, too", async () => {
    const app = await admin.openApp("/segments");
    await strike({ kind: "slow", matching: "EmailsOfBest", probability: 1, amount: 5 });
    const download = admin.page.waitForEvent("download");
    await app.getByRole("button", { name: en.segmentsPage.best.replace("{{number}}", "1,000") }).click();
    await app.getByTestId("file-coming").getByText(/Your file for look-alikes\. Customers in it so far: \d+/).waitFor();
    await fetch(`${stack.origin}/sandbox/faults`, { method: "DELETE" });
    const [head, ...lines] = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
    expect(head).toBe("email,value,currency");
    const list = await admin.openApp("/customers");
    await list.getByTestId("file-whole").getByText(`for look-alikes is ready. Customers in it: ${lines.length}, the best of those`).waitFor();
    await list.getByRole("button", { name: en.customers.file.drop }).click();
    await list.getByTestId("file-whole").waitFor({ state: "detached" });
  });

  it("sees on every page what the app knows by itself while Shopify is slow", async () => {
    await strike({ kind: "slow", probability: 1, amount: 60 });
    for (const { path, there } of await addresses()) {
      const app = await admin.openApp(path);
      await there(app).waitFor({ timeout: 15_000 });
      expect(await app.getByTestId("page-failed").count(), path).toBe(0);
      if (!path.startsWith("/customers")) continue;
      await app.getByTestId("names-unavailable").waitFor();
      expect(await seriousFaults(app)).toEqual([]);
    }
    await fetch(`${stack.origin}/sandbox/faults`, { method: "DELETE" });
    const again = await admin.openApp("/customers");
    await again.locator("table tbody a").filter({ hasText: /[a-z]/ }).first().waitFor();
  });
});
