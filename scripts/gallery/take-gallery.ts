import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { LANGUAGES } from "#sandbox/languages.ts";
import type { AdminPage } from "../admin-pages.ts";
import type { Stack } from "../demo/stack.ts";
import { USER_AGENT } from "../open-browser.ts";
import type { Steps } from "../steps.ts";
import { BETWEEN } from "./between.ts";
import { openApp, SETTLED_MS } from "./open-app.ts";
import { type Scene, WIDTHS } from "./scenes.ts";

const HEIGHT = 900;
/** Taller than any page is worth looking at. */
const MOST_HEIGHT = 6000;

/** Takes the pages of a scene in each language and width that it wants. */
export async function takeGallery(steps: Steps, browser: Browser, { origin, domain }: Pick<Stack, "origin" | "domain">, scene: Scene, pages: readonly AdminPage[], folder: string): Promise<void> {
  const store = `${origin}/store/${domain.split(".")[0]}`;
  for (const { language, size } of scene.views) {
    await steps.run(`${scene.state}, ${size}, ${LANGUAGES[language]}`, async (progress) => {
      const width = WIDTHS[size];
      const context = await browser.newContext({ userAgent: USER_AGENT, viewport: { width, height: HEIGHT } });
      await context.request.post(`${store}/language`, { form: { language } });
      let taken = 0;
      const take = async (name: string, page: Page) => {
        await page.screenshot({ path: join(folder, `${name}-${scene.state}-${size}-${language}.png`) });
        progress(++taken, undefined, "pictures");
      };
      for (const { name, path } of pages) await takeWhole(context, `${store}/apps/perennial${path}${scene.queries?.[name] ?? ""}`, width, (page) => take(name, page));
      if (scene.between) for (const name of Object.keys(BETWEEN)) await takeBetween(context, store, BETWEEN[name]!, (page) => take(name, page));
      await context.close();
    });
  }
}

async function takeWhole(context: BrowserContext, address: string, width: number, take: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  const app = await openApp(page, address);
  const hidden = await app.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await page.setViewportSize({ width, height: Math.min(MOST_HEIGHT, HEIGHT + hidden) });
  await page.waitForTimeout(SETTLED_MS);
  await take(page);
  await page.close();
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
