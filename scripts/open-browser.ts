import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** Shopify's library turns bots away, and a headless Chromium calls itself one. */
export const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

/** An installed Chromium where there is one, else the one that comes as an npm package. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = INSTALLED.find((path) => existsSync(path)) ?? (await chromium.executablePath());
  const quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"];
  return playwright.launch({ executablePath, args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-quic", ...quiet] });
}
