import { mkdir } from "node:fs/promises";
import type { Browser, Frame, Page } from "playwright-core";
import { type Language, LANGUAGES } from "#sandbox/languages.ts";
import { installApp } from "./demo/install-app.ts";
import type { DemoOptions } from "./demo/options.ts";
import { createRunning } from "./demo/running.ts";
import { startStack, type Stack } from "./demo/stack.ts";
import { watchRiver } from "./demo/watch-river.ts";
import { openBrowser, USER_AGENT } from "./open-browser.ts";
import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

/**
 * `npm run screenshots`: the pictures of the README and docs, of the demo's own shop, wide and phone-wide, in each language.
 * Those in Korean show boxes for letters where the machine has no font for them.
 */
const FOLDERS: Record<Language, string> = { en: "docs/screenshots", ko: "docs/screenshots/ko" };
const SIZES = { wide: { width: 1280, height: 960 }, phone: { width: 360, height: 780 } } as const;

const steps = createSteps(process.stderr);
for (const folder of Object.values(FOLDERS)) await mkdir(folder, { recursive: true });
await build(steps);
const running = createRunning();
try {
  const options = { source: { kind: "generated", customers: 3000 }, once: true, json: null, port: 0, faults: [] } satisfies DemoOptions;
  const stack = await startStack(steps, options, "production", running);
  await steps.run("Installing the app on the sandbox's shop", () => installApp(stack.origin));
  await watchRiver(steps, stack.db, stack.domain);
  const browser = await openBrowser();
  for (const language of Object.keys(FOLDERS) as Language[]) {
    await fetch(`${storeOf(stack)}/language`, { method: "POST", body: new URLSearchParams({ language }) });
    for (const [name, viewport] of Object.entries(SIZES)) {
      await steps.run(`Screenshots, ${LANGUAGES[language]}, ${name}`, () => takeAll(browser, stack, `${FOLDERS[language]}/*-${name}.png`, viewport));
    }
  }
  await browser.close();
} finally {
  await running.stopAll();
}

function storeOf({ origin, domain }: Stack): string {
  return `${origin}/store/${domain.split(".")[0]}`;
}

/** @param path with a star where the picture's name goes */
async function takeAll(browser: Browser, stack: Stack, path: string, viewport: { width: number; height: number }): Promise<void> {
  const page = await browser.newPage({ userAgent: USER_AGENT, viewport });
  const store = storeOf(stack);
  const take = (name: string) => page.screenshot({ path: path.replace("*", name) });

  const app = await openApp(page, `${store}/apps/perennial`);
  await app.getByTestId("total-lifetime-value").waitFor();
  await page.waitForTimeout(1500); // The bar of what is set up grows to where it stands.
  await take("home");
  const list = await openApp(page, `${store}/apps/perennial/customers`);
  const first = list.locator("a[href*='/customers/']").first();
  await first.waitFor();
  await page.waitForTimeout(1500); // The names come after the rows.
  await take("customers");
  const id = /customers\/(\d+)/.exec((await first.getAttribute("href")) ?? "")?.[1];
  const customer = await openApp(page, `${store}/apps/perennial/customers/${id}`);
  await customer.getByTestId("lifetime-value").waitFor();
  await page.waitForTimeout(1500);
  await take("customer");
  await customer.getByTestId("calculation").scrollIntoViewIfNeeded();
  await take("calculation");
  const segments = await openApp(page, `${store}/apps/perennial/segments`);
  await segments.getByTestId("value-segments").waitFor();
  await take("segments");
  await segments.getByRole("textbox", { name: "VIP %" }).fill("10");
  await segments.getByTestId("preview-writes").waitFor();
  await segments.getByTestId("value-fields").scrollIntoViewIfNeeded();
  await take("segments-change");
  const cohorts = await openApp(page, `${store}/apps/perennial/cohorts`);
  await cohorts.getByTestId("cohort-table").waitFor();
  await take("cohorts");
  await cohorts.getByTestId("cohort-lines").scrollIntoViewIfNeeded();
  await take("cohorts-lines");
  const accuracy = await openApp(page, `${store}/apps/perennial/accuracy`);
  await accuracy.locator("[data-testid^=verdict-]").waitFor();
  await take("accuracy");
  await page.goto(`${store}/customers/${id}`);
  await page.getByTestId("customer-tags").waitFor();
  await take("sandbox-customer");
  await page.close();
}

async function openApp(page: Page, address: string): Promise<Frame> {
  await page.goto(address);
  await page.waitForSelector("iframe[name=app][src]");
  return page.frame({ name: "app" })!;
}
