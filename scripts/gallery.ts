import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { adminPages } from "./admin-pages.ts";
import type { DemoOptions } from "./demo/options.ts";
import { installApp } from "./demo/install-app.ts";
import { createRunning } from "./demo/running.ts";
import { startStack } from "./demo/stack.ts";
import { watchRiver } from "./demo/watch-river.ts";
import { moveCustomers } from "./gallery/move-customers.ts";
import { noteSpend } from "./gallery/note-spend.ts";
import { findCustomer, takeGallery, writeIndex } from "./gallery/take-gallery.ts";
import { openBrowser } from "./open-browser.ts";
import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

/**
 * `npm run gallery -- [FOLDER]`: each page of the app as it is with much data and with none, while it loads and when that
 * fails, and those that show more once the app has been used for a month, wide and phone-wide, in every language, and
 * index.html to leaf through them.
 */
const folder = resolve(process.argv[2] ?? ".data/gallery");
const SHOPS = { full: 3000, empty: 0, used: 400 } as const;
const MORE_ONCE_USED = ["segments", "cohorts", "acquisition"];

const steps = createSteps(process.stderr);
await mkdir(folder, { recursive: true });
await build(steps);
const browser = await openBrowser();
const taken: string[] = [];
for (const [state, customers] of Object.entries(SHOPS)) {
  const running = createRunning();
  try {
    const options = { source: { kind: "generated", customers }, once: true, json: null, port: 0, faults: [] } satisfies DemoOptions;
    const stack = await startStack(steps, options, "production", running);
    await installApp(stack.origin);
    await watchRiver(steps, stack.db, stack.domain);
    const pages = adminPages(await findCustomer(browser, stack));
    if (state === "used") {
      await moveCustomers(steps, stack);
      await noteSpend(stack);
    }
    taken.push(...(await takeGallery(steps, browser, stack, state, pages.filter(({ name }) => state !== "used" || MORE_ONCE_USED.includes(name)), folder)));
  } finally {
    await running.stopAll();
  }
}
await browser.close();
await writeIndex(folder, taken);
console.log(`${taken.length} pictures: ${folder}/index.html`);
