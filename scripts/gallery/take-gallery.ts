import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { type Language, LANGUAGES } from "#sandbox/languages.ts";
import type { AdminPage } from "../admin-pages.ts";
import type { Stack } from "../demo/stack.ts";
import { USER_AGENT } from "../open-browser.ts";
import type { Steps } from "../steps.ts";
import { BETWEEN } from "./between.ts";

const WIDTHS = { wide: 1280, phone: 360 } as const;
const HEIGHT = 900;
/** Taller than any page is worth looking at. */
const MOST_HEIGHT = 6000;
/** Names, drawings and what is read once a page stands. */
const SETTLED_MS = 1200;

/** Takes each page in each language and width, `state` being what the shop has to show; names the pictures it made. */
export async function takeGallery(steps: Steps, browser: Browser, stack: Pick<Stack, "origin" | "domain">, state: string, pages: readonly AdminPage[], folder: string): Promise<string[]> {
  const store = `${stack.origin}/store/${stack.domain.split(".")[0]}`;
  const taken: string[] = [];
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    for (const [size, width] of Object.entries(WIDTHS)) {
      await steps.run(`${state}, ${size}, ${LANGUAGES[language]}`, async (progress) => {
        const context = await browser.newContext({ userAgent: USER_AGENT, viewport: { width, height: HEIGHT } });
        await context.request.post(`${store}/language`, { form: { language } });
        const take = async (name: string, page: Page) => {
          const file = `${name}-${state}-${size}-${language}.png`;
          await page.screenshot({ path: join(folder, file) });
          taken.push(file);
          progress(taken.length, undefined, "pictures");
        };
        for (const { name, path } of pages) await takeWhole(context, `${store}/apps/perennial${path}`, width, (page) => take(name, page));
        if (state === "full") for (const name of Object.keys(BETWEEN)) await takeBetween(context, store, BETWEEN[name]!, (page) => take(name, page));
        await context.close();
      });
    }
  }
  return taken;
}

async function takeWhole(context: BrowserContext, address: string, width: number, take: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  const app = await openApp(page, address);
  const height = await app.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(MOST_HEIGHT, Math.max(HEIGHT, height + 160)) });
  await page.waitForTimeout(SETTLED_MS);
  await take(page);
  await page.close();
}

/** Of whoever stands first in the list; of nobody where it is empty. */
export async function findCustomer(browser: Browser, { origin, domain }: Pick<Stack, "origin" | "domain">): Promise<string> {
  const page = await browser.newPage({ userAgent: USER_AGENT });
  const app = await openApp(page, `${origin}/store/${domain.split(".")[0]}/apps/perennial/customers`);
  const [link] = await app.locator("table a[href*='/customers/']").all();
  const id = /\d+$/.exec((await link?.getAttribute("href")) ?? "")?.[0];
  await page.close();
  return id ?? "1";
}

/** A page that is led to while what it asks for does not come, or comes as a failure. */
async function takeBetween(context: BrowserContext, store: string, arrange: (page: Page) => Promise<unknown>, take: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  await openApp(page, `${store}/apps/perennial/accuracy`);
  await arrange(page);
  await page.getByTestId("app-nav").locator("a[href$='/customers']").dispatchEvent("click");
  await page.waitForTimeout(SETTLED_MS);
  await take(page);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.close();
}

async function openApp(page: Page, address: string): Promise<Frame> {
  await page.goto(address);
  await page.waitForSelector("iframe[name=app][src]");
  const app = page.frame({ name: "app" })!;
  await app.locator("h1").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  return app;
}

/** All pictures on one page, to leaf through. */
export async function writeIndex(folder: string, files: readonly string[]): Promise<void> {
  const figures = [...files].sort().map((file) => `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${file.slice(0, -4)}</figcaption></figure>`);
  const style = "body{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}figure{margin:0}img{width:420px;border:1px solid #bbb}";
  await writeFile(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Perennial</title><style>${style}</style>${figures.join("")}`);
}
