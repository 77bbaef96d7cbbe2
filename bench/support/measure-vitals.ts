import { gzipSync } from "node:zlib";
import type { Frame } from "playwright-core";
import { openBrowser, USER_AGENT } from "../../scripts/open-browser.ts";
import type { AdminPage } from "../../scripts/admin-pages.ts";
import type { RunningApp } from "./running-app.ts";

const REACH = { largestPaintMs: 2500, shift: 0.1, interactionMs: 200, scriptKilobytes: 300 };
const TIMES_SLOWER = 4;

type Vitals = { largestPaint: number; shift: number; interaction: number };

/** Collects what the frame of the app paints, moves and how long it takes to answer; runs before the page's own scripts. */
function watchVitals(): void {
  const vitals: Vitals = { largestPaint: 0, shift: 0, interaction: 0 };
  Object.assign(globalThis, { vitals });
  const watch = (type: string, each: (entry: PerformanceEntry & { value: number; hadRecentInput: boolean }) => void, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => each(entry as never))).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", (entry) => (vitals.largestPaint = entry.startTime));
  watch("layout-shift", (entry) => (vitals.shift += entry.hadRecentInput ? 0 : entry.value));
  watch("event", (entry) => (vitals.interaction = Math.max(vitals.interaction, entry.duration)), { durationThreshold: 16 });
}

/** Each page opened for the first time in a browser on a processor that is four times slower, and then clicked and typed into. */
export async function measureVitals(app: RunningApp, pages: readonly AdminPage[]): Promise<void> {
  const store = `${app.origin}/store/${app.domain.split(".")[0]}/apps/perennial`;
  const browser = await openBrowser();
  let isReached = true;
  for (const { name, path } of pages) {
    const context = await browser.newContext({ userAgent: USER_AGENT, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watchVitals);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: TIMES_SLOWER });
    const scripts = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.startsWith("/assets/") && response.url().endsWith(".js")) {
        scripts.set(response.url(), response.body().then((body) => gzipSync(body).length / 1000));
      }
    });
    await page.goto(`${store}${path}`);
    await page.waitForSelector("iframe[name=app][src]");
    const frame = page.frame({ name: "app" })!;
    await frame.locator("h1").first().waitFor();
    await page.waitForTimeout(3000);
    await frame.locator("body").press("Tab");
    const control = frame.locator("button:visible, a[href]:visible").first();
    await control.focus();
    await frame.locator("h1").first().click();
    await page.waitForTimeout(1000);
    await frame.waitForFunction(isAllFetched);
    const { largestPaint, shift, interaction } = await frame.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals);
    const kilobytes = await Promise.all(scripts.values());
    const sum = (some: readonly number[]) => some.reduce((before, it) => before + it, 0);
    const [own, all] = [sum(kilobytes.slice(0, await firstAhead(frame, [...scripts.keys()]))), sum(kilobytes)];
    const isGood = largestPaint > 0 && largestPaint < REACH.largestPaintMs && shift < REACH.shift && interaction < REACH.interactionMs && all < REACH.scriptKilobytes;
    isReached &&= isGood;
    console.log(`  ${name.padEnd(32)} LCP ${(largestPaint / 1000).toFixed(2)} s, CLS ${shift.toFixed(3)}, INP ${interaction.toFixed(0)} ms, script ${own.toFixed(0)} KB of its own, ${all.toFixed(0)} KB with what is fetched ahead${isGood ? "" : "  MISSED"}`);
    await context.close();
  }
  await browser.close();
  console.log(`${isReached ? "reached" : "NOT reached"}: LCP under 2.5 s, CLS under 0.1, INP under 200 ms, script under 300 KB, on a processor ${TIMES_SLOWER} times slower`);
}

/** Whether the code of every page is there. */
function isAllFetched(): boolean {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  return "__remixManifest" in window && Object.values(window.__remixManifest.routes).every(({ hasErrorBoundary, module }) => !hasErrorBoundary || fetched.includes(module));
}

/** Where among the scripts, in the order they came, those begin that other pages will need: with the code of one of these. */
async function firstAhead(frame: Frame, scripts: readonly string[]): Promise<number> {
  const others = await frame.evaluate(() =>
    Object.values(window.__remixManifest.routes).flatMap(({ id, module }) => (id in window.__remixRouteModules ? [] : [module])),
  );
  const first = scripts.findIndex((script) => others.includes(new URL(script).pathname));
  return first === -1 ? scripts.length : first;
}
