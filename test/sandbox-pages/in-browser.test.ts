import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, USER_AGENT } from "./open-browser.ts";
import { ADA, FERN, openShop, type OpenShop, ORDER, POT } from "./open-shop.ts";

const PAGES = [
  "/store/green-shop/apps/perennial",
  "/store/green-shop/orders",
  `/store/green-shop/orders/${ORDER.id}`,
  "/store/green-shop/customers",
  `/store/green-shop/customers/${ADA.id}`,
  "/store/green-shop/sandbox",
  "/storefront",
  `/storefront?customer=new&cart=${FERN.id}:2,${POT.id}:1`,
];

let shop: OpenShop;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const answer = "<!doctype html><title>App</title>";
  [shop, browser] = await Promise.all([openShop((_req, res) => res.setHeader("content-type", "text/html").end(answer)), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await shop.close();
});

beforeEach(async () => {
  page = await browser.newPage({ userAgent: USER_AGENT });
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
});

afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

describe("every page", () => {
  it.each(PAGES)("fits a phone and a desk, without a complaint from the browser: %s", async (path) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(shop.origin + path);
      await page.getByTestId("sandbox-mark").waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    }
  });
});

describe("a customer's page left open", () => {
  it("shows what the app writes, marked as new, and keeps what a person is typing", async () => {
    await page.goto(`${shop.shopRoot}/customers/${ADA.id}`);
    await page.getByTestId("new-tag").fill("half a ta");
    shop.store.customers.put({ ...ADA, tags: [...ADA.tags, "clv:value-high"] });
    const tags = page.getByTestId("customer-tags");
    const arrived = tags.locator('[data-tag="clv:value-high"]');
    await arrived.and(page.locator(".is-new")).waitFor();
    expect(await tags.locator('[data-tag="vip"]').getAttribute("class")).not.toContain("is-new");
    expect(await page.getByTestId("new-tag").inputValue()).toBe("half a ta");
    shop.store.customers.put(ADA);
    await arrived.waitFor({ state: "detached" });
  });
});

describe("a person", () => {
  it("shops as a customer and refunds the order", async () => {
    await page.goto(`${shop.shopRoot}/customers/${ADA.id}`);
    await page.getByTestId("shop-as-customer").click();
    const product = page.locator(`[data-product="${FERN.id}"]`).getByTestId("add-to-cart");
    await product.click();
    await product.click();
    await expect.poll(() => page.getByTestId("cart-total").textContent()).toBe("€40.00");
    await page.getByTestId("place-order").click();
    await page.getByTestId("to-order").click();
    await expect.poll(() => page.getByTestId("financial-status").textContent()).toBe("Paid");
    await page.getByTestId("refund-all").click();
    await page.getByTestId("financial-status").getByText("Refunded").waitFor();
    await page.getByTestId("order-customer").click();
    await expect.poll(() => page.getByTestId("number-of-orders").textContent()).toBe("2");
    await expect.poll(() => page.getByTestId("amount-spent").textContent()).toBe("€54.50");
  });

  it("adds and removes a tag", async () => {
    await page.goto(`${shop.shopRoot}/customers/${ADA.id}`);
    await page.getByTestId("new-tag").fill("Wholesale");
    await page.getByTestId("add-tag").click();
    const tag = page.locator('[data-tag="Wholesale"]');
    await tag.waitFor();
    await tag.getByTestId("remove-tag").click();
    await tag.waitFor({ state: "detached" });
  });

  it("reads what the app has spent", async () => {
    await page.goto(`${shop.shopRoot}/sandbox`);
    await page.getByTestId("points-spent").getByText("0").first().waitFor();
  });
});
