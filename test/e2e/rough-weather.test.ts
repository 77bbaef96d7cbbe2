import type { Frame, Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { signToken } from "#sandbox/auth/mint-session-token.ts";
import { ensureSecrets } from "../../scripts/demo/secrets.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const stack = useStack(useTestDatabase(), { kind: "generated", customers: 80 });
const admin = useAdmin(stack);

const follow = (entry: string) => admin.page.getByTestId("app-nav").getByRole("link", { name: entry, exact: true }).click();
const titled = (app: Frame, title: string) => app.getByRole("heading", { level: 1, name: title }).waitFor(PATIENCE);

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
  const [customer] = await admin.customersInShopify();
  const app = await admin.openApp(`/customers/${customer!.id}`);
  await app.getByTestId("wishes").waitFor(PATIENCE);
  await pagesFetched(app);
  return app;
}

async function strike(fault: object): Promise<void> {
  const answer = await fetch(`${stack.origin}/sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  expect(answer.status).toBe(200);
}

describe("a merchant in rough weather", { timeout: 120_000 }, () => {
  it("notices nothing of a session token that has expired, in the document and in what a page asks for", async () => {
    const asked: Request[] = [];
    admin.page.on("request", (request) => asked.push(request));
    const isDocument = (url: URL) => url.pathname === "/app/accuracy" && url.searchParams.has("id_token");
    await admin.page.route(isDocument, async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set("id_token", await expired(url.searchParams.get("id_token")!));
      await route.continue({ url: url.href });
    }, { times: 1 });
    const app = await admin.openApp("/accuracy");
    await titled(app, "How far the predictions can be trusted");
    expect(asked.filter((it) => it.url().includes("shopify-reload"))).not.toEqual([]);
    await pagesFetched(app);

    const tokens: string[] = [];
    const isData = (url: URL) => url.pathname === "/app/cohorts" && url.searchParams.has("_data");
    await admin.page.route(isData, async (route) => {
      const headers = route.request().headers();
      const token = headers["authorization"]!.replace("Bearer ", "");
      tokens.push(token);
      await route.continue(tokens.length > 1 ? {} : { headers: { ...headers, authorization: `Bearer ${await expired(token)}` } });
    });
    await follow("Cohorts");
    await titled(app, "Cohorts");
    expect(tokens).toHaveLength(2);
    expect(admin.complaints.splice(0)).toEqual([expect.stringContaining("401")]);
  });

  it("needs nothing that a browser keeps, which it may refuse to a frame", async () => {
    await admin.page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, { get: refuse });
      Object.defineProperty(document, "cookie", { get: refuse, set: refuse });
    });
    const app = await admin.openApp();
    for (const entry of ["Customers", "Segments", "Cohorts", "Acquisition", "Activity", "Accuracy"]) {
      const before = await app.locator("h1").innerText();
      await follow(entry);
      await expect.poll(() => app.locator("h1").innerText(), PATIENCE).not.toBe(before);
    }
    expect(await app.getByRole("alert").count()).toBe(0);
  });

  it("is told on the way to a page that nobody answers, and is there once somebody does", async () => {
    const app = await admin.openApp("/accuracy");
    await titled(app, "How far the predictions can be trusted");
    await pagesFetched(app);
    await admin.page.context().setOffline(true);
    await follow("Segments");
    await app.getByTestId("page-unreachable").waitFor(PATIENCE);
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.context().setOffline(false);
    await titled(app, "Segments and what their tags mean");
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it("is told that something asked for may not have been done, and asks again", async () => {
    const app = await openCustomer();
    const leaveOut = app.getByRole("button", { name: "Leave out of scoring and tags" });
    await admin.page.context().setOffline(true);
    await leaveOut.click();
    await app.getByTestId("not-done").waitFor(PATIENCE);
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.context().setOffline(false);
    await leaveOut.click();
    await app.getByRole("button", { name: "Score and tag again" }).waitFor(PATIENCE);
    expect(await app.getByTestId("not-done").count()).toBe(0);

    await follow("Activity");
    const look = app.getByTestId("dry-run").getByRole("button").first();
    await look.waitFor(PATIENCE);
    await admin.page.context().setOffline(true);
    await look.click();
    await app.getByTestId("not-done").waitFor(PATIENCE);
    await admin.page.context().setOffline(false);
    await look.click();
    await app.getByTestId("dry-run").getByText("Nothing would be written to Shopify.").waitFor(PATIENCE);
    expect(admin.complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED/);
  });

  it("sees what the app knows by itself while Shopify is slow", async () => {
    await strike({ kind: "slow", matching: "CustomerNames", probability: 1, amount: 60 });
    await strike({ kind: "slow", matching: "CustomerContact", probability: 1, amount: 60 });
    const app = await admin.openApp("/customers");
    await app.locator("table tbody a").first().waitFor(PATIENCE);
    await app.getByTestId("names-unavailable").waitFor(PATIENCE);
    await app.locator("table tbody a").first().click();
    await app.getByTestId("lifetime-value").waitFor(PATIENCE);
    await app.getByTestId("names-unavailable").waitFor(PATIENCE);
    expect(await seriousFaults(app)).toEqual([]);
    await fetch(`${stack.origin}/sandbox/faults`, { method: "DELETE" });
    const again = await admin.openApp("/customers");
    await again.locator("table tbody a").filter({ hasText: /[a-z]/ }).first().waitFor(PATIENCE);
  });
});
