import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { adminPages } from "./admin-pages.ts";
import type { DemoOptions } from "./demo/options.ts";
import { installApp } from "./demo/install-app.ts";
import { createRunning } from "./demo/running.ts";
import { startStack } from "./demo/stack.ts";
import { watchRiver } from "./demo/watch-river.ts";
import { findCustomer } from "./gallery/find-customer.ts";
import { SHOPS } from "./gallery/scenes.ts";
import { takeGallery } from "./gallery/take-gallery.ts";
import { writeIndex } from "./gallery/write-index.ts";
import { openBrowser } from "./open-browser.ts";
import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

/**
 * `npm run gallery -- [FOLDER] [SHOP…]`: each page of the app in all that a shop may have to show, wide and phone-wide, in
 * every language (`gallery/scenes.ts`), and index.html to leaf through them. Of some shops only, where they are named.
 */
const [into = ".data/gallery", ...named] = process.argv.slice(2);
const folder = resolve(into);
const unknown = named.filter((name) => !(name in SHOPS));
if (unknown.length > 0) throw new Error(`There is no shop ${unknown.join(", ")} in the gallery; there are ${Object.keys(SHOPS).join(", ")}.`);

const steps = createSteps(process.stderr);
await mkdir(folder, { recursive: true });
await build(steps);
const browser = await openBrowser();
for (const name of named.length > 0 ? named : Object.keys(SHOPS)) {
  const { customers, scenes } = SHOPS[name]!;
  const running = createRunning();
  try {
    const options = { source: { kind: "generated", customers }, once: true, json: null, port: 0, faults: [] } satisfies DemoOptions;
    const stack = await startStack(steps, options, "production", running);
    await installApp(stack.origin);
    await watchRiver(steps, stack.db, stack.domain);
    const pages = adminPages(await findCustomer(browser, stack));
    for (const scene of scenes) {
      await scene.arrange(steps, stack);
      await takeGallery(steps, browser, stack, scene, pages.filter((page) => scene.pages?.includes(page.name) ?? true), folder);
    }
  } finally {
    await running.stopAll();
  }
}
await browser.close();
console.log(`${await writeIndex(folder)} pictures: ${folder}/index.html`);
