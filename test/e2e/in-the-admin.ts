import axe from "axe-core";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { openBrowser, USER_AGENT } from "../../scripts/open-browser.ts";
import type { Stack } from "./stack.ts";

/** What a page of a busy machine is given, and a poll beside it. */
export const PATIENCE = { timeout: 60_000 };

export type Customer = { id: number; tags: string[]; dataSaleOptOut: boolean; metafields: { key: string; value: string }[] };

type InTheAdmin = {
  /**
   * A new one for each test; what it complains of fails the test. Its routes stay for as long as it does: what is asked
   * for while the last one is taken off may never be answered.
   */
  page: Page;
  /** What it complained of so far; a test that breaks something on purpose takes it out. */
  complaints: string[];
  address: (path: string) => string;
  /** The app's frame in the admin, on one of its pages. */
  openApp: (path?: string) => Promise<Frame>;
  customersInShopify: () => Promise<Customer[]>;
};

/** A merchant's browser in the admin of the sandbox's shop. */
export function useAdmin(stack: Stack): InTheAdmin {
  let browser: Browser;
  const it = {
    address: (path) => `${stack.origin}/store/perennial-demo${path}`,
    openApp: async (path = "") => {
      await it.page.goto(it.address(`/apps/perennial${path}`));
      await it.page.waitForSelector("iframe[name=app][src]");
      return it.page.frame({ name: "app" })!;
    },
    customersInShopify: async () => {
      const lines = await (await fetch(`${stack.origin}/sandbox/customers.jsonl`)).text();
      return lines.trim().split("\n").map((line) => JSON.parse(line) as Customer);
    },
  } as InTheAdmin;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    it.page = await browser.newPage({ userAgent: USER_AGENT, viewport: { width: 1280, height: 1000 } });
    it.page.setDefaultTimeout(PATIENCE.timeout);
    it.complaints = [];
    it.page.on("pageerror", (error) => it.complaints.push(error.message));
    it.page.on("console", (message) => message.type() === "error" && it.complaints.push(message.text()));
  });
  afterEach(async () => {
    await it.page.close();
    expect(it.complaints, "errors in the browser's console").toEqual([]);
  });
  return it;
}

/** A script without which React does not take a page over. */
export const PAGE_CODE = /\/assets\/en-[^/]*\.js/;

/** Keeps the answers of some addresses from coming, as on a slow line, until the function in the answer is called. */
export async function holdBack(page: Page, addresses: RegExp | ((url: URL) => boolean)): Promise<() => void> {
  let come = () => {};
  const isHere = new Promise<void>((resolve) => (come = resolve));
  await page.route(addresses, async (route) => {
    await isHere;
    await route.continue();
  });
  return come;
}

const PHONE = { width: 360, height: 780 };

/** With all of the page opened up, on a phone: what axe finds, and whether it is wider than the phone. */
export async function faultsOnPhone(page: Page, app: Frame): Promise<string[]> {
  const wide = page.viewportSize()!;
  await app.locator("summary").evaluateAll((all) => all.forEach((it) => it.closest("details")!.toggleAttribute("open", true)));
  await page.setViewportSize(PHONE);
  const faults = await seriousFaults(app);
  const width = await app.evaluate(() => document.documentElement.scrollWidth);
  if (width > PHONE.width) faults.push(`The page is ${width} wide on a phone of ${PHONE.width}`);
  await page.setViewportSize(wide);
  return faults;
}

/** What a screen reader or a keyboard would stumble over, in axe's words. */
export async function seriousFaults(app: Frame): Promise<string[]> {
  await app.evaluate(axe.source);
  const { violations } = await app.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
