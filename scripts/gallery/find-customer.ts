import type { Browser } from "playwright-core";
import type { Stack } from "../demo/stack.ts";
import { USER_AGENT } from "../open-browser.ts";
import { openApp } from "./open-app.ts";

/** Of whoever stands first in the list; of nobody where it is empty. */
export async function findCustomer(browser: Browser, { origin, domain }: Pick<Stack, "origin" | "domain">): Promise<string> {
  const page = await browser.newPage({ userAgent: USER_AGENT });
  const app = await openApp(page, `${origin}/store/${domain.split(".")[0]}/apps/perennial/customers`);
  const [link] = await app.locator("table a[href*='/customers/']").all();
  const id = /\d+$/.exec((await link?.getAttribute("href")) ?? "")?.[0];
  await page.close();
  return id ?? "1";
}
