import type { Frame, Page } from "playwright-core";

/** Names, drawings and what is read once a page stands. */
export const SETTLED_MS = 1200;

/** The app in the admin, once it stands. */
export async function openApp(page: Page, address: string): Promise<Frame> {
  await page.goto(address);
  await page.waitForSelector("iframe[name=app][src]");
  const app = page.frame({ name: "app" })!;
  await app.locator("h1").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  return app;
}
