import type { IncomingMessage, ServerResponse } from "node:http";
import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADA, API_KEY, API_SECRET, openShop, type OpenShop } from "./open-shop.ts";
import { openBrowser, USER_AGENT } from "./open-browser.ts";

const APP_BRIDGE = `<script data-api-key="${API_KEY}" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>`;
const POLICY = "frame-ancestors https://green-shop.myshopify.com https://admin.shopify.com;";

const library = shopifyApi({
  apiKey: API_KEY,
  apiSecretKey: API_SECRET,
  apiVersion: ApiVersion.October26,
  hostName: "localhost",
  isEmbeddedApp: true,
  isTesting: true,
  logger: { level: LogSeverity.Error },
});

/** Plays an app: a document that asks for a token as Shopify's library does, a bounce page, and data behind a bearer. */
function app(req: IncomingMessage, res: ServerResponse): void {
  const url = new URL(req.url ?? "/", "http://app.invalid");
  const html = (body: string) => res.writeHead(200, { "content-type": "text/html", "content-security-policy": POLICY }).end(body);
  if (url.pathname === "/auth/session-token") html(APP_BRIDGE);
  else if (url.pathname === "/app/data") answerData(req, res);
  else if (!url.searchParams.has("id_token")) {
    url.searchParams.set("shopify-reload", `http://app.invalid${url.pathname}?${url.searchParams}`);
    res.writeHead(302, { location: `/auth/session-token?${url.searchParams}` }).end();
  } else html(`<!doctype html><title>Home</title>${APP_BRIDGE}<body><h1>${url.pathname}</h1></body>`);
}

const bearers: string[] = [];

function answerData(req: IncomingMessage, res: ServerResponse): void {
  bearers.push(req.headers.authorization ?? "none");
  if (bearers.length === 1) res.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }).end();
  else res.end("data");
}

let shop: OpenShop;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let frame: Frame;
let pageErrors: string[];

beforeAll(async () => {
  [shop, browser] = await Promise.all([openShop(app), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await shop.close();
});

beforeEach(async () => {
  bearers.length = 0;
  pageErrors = [];
  context = await browser.newContext({ userAgent: USER_AGENT });
  page = await context.newPage();
  page.on("pageerror", (error) => pageErrors.push(error.message));
  frame = await openApp("");
});

afterEach(async () => {
  await context.close();
  expect(pageErrors, "errors of the page's or of the stand-in's").toEqual([]);
});

async function openApp(path: string): Promise<Frame> {
  await page.goto(`${shop.shopRoot}/apps/perennial${path}`);
  await page.frameLocator("#app").locator("h1").waitFor();
  return page.frame({ name: "app" })!;
}

/** Puts markup into the app's page, as its framework would. */
const render = (markup: string) =>
  frame.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), markup);

describe("embedding", () => {
  it("gives the app what Shopify's admin gives it, signed", async () => {
    const { searchParams } = new URL(frame.url());
    const query = Object.fromEntries(searchParams);
    expect(query).toMatchObject({ embedded: "1", shop: "green-shop.myshopify.com", locale: "en" });
    expect(library.utils.sanitizeHost(query.host!)).toBe(query.host);
    expect(atob(query.host!)).toBe("admin.shopify.com/store/green-shop");
    expect(query.host).not.toContain("=");
    expect(await library.utils.validateHmac(query)).toBe(true);
    expect(await library.utils.validateHmac({ ...query, shop: "other.myshopify.com" })).toBe(false);
    expect(await library.session.decodeSessionToken(query.id_token!)).toMatchObject({ dest: "https://green-shop.myshopify.com", aud: API_KEY });
  });

  it("opens the app's page that the address names, with its query", async () => {
    frame = await openApp("/customers?tier=high");
    expect(await frame.locator("h1").textContent()).toBe("/app/customers");
    expect(new URL(frame.url()).searchParams.get("tier")).toBe("high");
  });

  it("fetches a token where a page was asked for without one", async () => {
    await frame.evaluate(() => location.assign("/app/late?embedded=1&shop=green-shop.myshopify.com&x=1"));
    await frame.locator("h1", { hasText: "/app/late" }).waitFor();
    const { searchParams } = new URL(frame.url());
    expect(searchParams.get("x")).toBe("1");
    expect(await library.session.decodeSessionToken(searchParams.get("id_token")!)).toMatchObject({ aud: API_KEY });
  });

  it("brings a page of the app that was opened alone back into the admin", async () => {
    const host = new URL(frame.url()).searchParams.get("host");
    await page.goto(`${shop.origin}/app/customers?shop=green-shop.myshopify.com&host=${host}&id_token=stale`);
    await page.waitForURL(`${shop.shopRoot}/apps/perennial/customers`);
  });
});

describe("tokens", () => {
  it("go with requests to the app, and a refused one is replaced once", async () => {
    const data = await frame.evaluate(() => fetch("/app/data").then((answer) => answer.text()));
    expect(data).toBe("data");
    expect(bearers).toHaveLength(2);
    expect(bearers[0]).not.toBe(bearers[1]);
    for (const bearer of bearers) {
      expect(await library.session.decodeSessionToken(bearer.replace("Bearer ", ""))).toMatchObject({ aud: API_KEY });
    }
  });

  it("are asked for once by many requests at a time", async () => {
    bearers.push("first is past");
    await frame.evaluate(() => Promise.all([1, 2, 3].map(() => fetch("/app/data"))));
    expect(new Set(bearers.slice(1)).size).toBe(1);
  });
});

describe("what the admin draws", () => {
  it("the app's navigation, which moves the app without loading it anew", async () => {
    await frame.evaluate(() =>
      addEventListener("shopify:navigate", (event) => history.pushState(null, "", `${(event.target as Element).getAttribute("href")}?embedded=1&id_token=x&page=2`)),
    );
    await render('<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/customers">Buyers</a></ui-nav-menu>');
    const link = page.getByTestId("app-nav").getByRole("link");
    await link.waitFor();
    expect(await link.allTextContents()).toEqual(["Buyers"]);
    await link.click();
    await page.waitForURL(`${shop.shopRoot}/apps/perennial/customers?page=2`);
    expect(await link.getAttribute("aria-current")).toBe("page");
    expect(await frame.locator("h1").textContent()).toBe("/app");
  });

  it("its title and its buttons", async () => {
    await render('<ui-title-bar title="Value"><button variant="primary" onclick="document.title = \'clicked\'">Recompute</button></ui-title-bar>');
    await page.getByTestId("title-bar-controls").getByText("Recompute").click();
    expect(await page.getByTestId("app-title").textContent()).toBe("Value");
    await frame.waitForFunction(() => document.title === "clicked");
  });

  it("toasts, whose action comes back", async () => {
    await frame.evaluate(() => {
      shopify.toast.show("Saved", { action: "Undo", onAction: () => (document.title = "undone") });
      shopify.toast.show("Broken", { isError: true });
    });
    await page.getByRole("alert").getByText("Broken").waitFor();
    await page.getByTestId("toast").filter({ hasText: "Saved" }).getByText("Undo").click();
    await frame.waitForFunction(() => document.title === "undone");
    await page.getByRole("alert").getByLabel("Dismiss").click();
    expect(await page.getByTestId("toast").count()).toBe(1);
  });

  it("the loading bar", async () => {
    await frame.evaluate(() => shopify.loading(true));
    await page.getByTestId("loading-bar").waitFor();
    await frame.evaluate(() => shopify.loading(false));
    await page.getByTestId("loading-bar").waitFor({ state: "hidden" });
  });

  it("the save bar of an element and of a form", async () => {
    await render('<ui-save-bar id="bar"><button variant="primary" onclick="shopify.saveBar.hide(\'bar\')">Keep</button><button>Drop</button></ui-save-bar>');
    await frame.evaluate(() => shopify.saveBar.show("bar"));
    await page.getByTestId("save-bar-save").getByText("Keep").click();
    await page.getByTestId("save-bar").waitFor({ state: "hidden" });

    await render('<form data-save-bar><input name="horizon" value="365"></form>');
    await frame.locator("input[name=horizon]").fill("30");
    await page.getByTestId("save-bar-discard").click();
    await page.getByTestId("save-bar").waitFor({ state: "hidden" });
    expect(await frame.locator("input[name=horizon]").inputValue()).toBe("365");
  });

  it("nothing over unsaved changes: leaving waits", async () => {
    await render('<form data-save-bar><input name="horizon"></form>');
    await frame.locator("input[name=horizon]").fill("30");
    await page.getByTestId("save-bar").waitFor();
    await page.getByRole("link", { name: "Orders" }).click();
    expect(page.url()).toBe(`${shop.shopRoot}/apps/perennial`);
  });
});

describe("the rest of its surface", () => {
  it("opens the admin's pages by link and by call", async () => {
    await render(`<a href="shopify://admin/customers/${ADA.id}">See</a>`);
    await frame.getByText("See").click();
    await page.waitForURL(`${shop.shopRoot}/customers/${ADA.id}`);
    frame = await openApp("");
    await frame.evaluate(() => void open("shopify://admin/orders", "_top"));
    await page.waitForURL(`${shop.shopRoot}/orders`);
  });

  it("shows a modal with what the app puts into it", async () => {
    await render('<ui-modal id="ask"><ui-title-bar title="Sure?"><button onclick="shopify.modal.hide(\'ask\')">No</button></ui-title-bar></ui-modal>');
    await frame.evaluate(async () => {
      const modal = document.getElementById("ask") as UIModalElement;
      modal.addEventListener("hide", () => (document.title = "hidden"));
      modal.content!.textContent = "All tags go.";
      await shopify.modal.show("ask");
    });
    const dialog = frame.getByRole("dialog");
    expect(await dialog.textContent()).toBe("Sure?All tags go.No");
    await dialog.getByRole("button").click();
    await dialog.waitFor({ state: "hidden" });
    await frame.waitForFunction(() => document.title === "hidden");
  });

  it("knows who looks, where, and what the app may do", async () => {
    const told = await frame.evaluate(async () => ({
      config: shopify.config,
      embedded: shopify.environment.embedded,
      user: await shopify.user(),
      scopes: await shopify.scopes.query(),
    }));
    expect(told).toMatchObject({
      config: { apiKey: API_KEY, shop: "green-shop.myshopify.com" },
      embedded: true,
      user: { name: "Sandbox Merchant" },
      scopes: { required: ["read_customers", "write_customers", "read_orders"] },
    });
  });

  it.each(["shopify.resourcePicker({ type: 'product' })", "shopify.pos.close()", "shopify.intents.invoke('create:shopify/Product')"])(
    "fails loudly where it has nothing to play: %s",
    async (call) => {
      const message = await frame.evaluate((code) => {
        try {
          new Function(code)();
          return "nothing thrown";
        } catch (error) {
          return (error as Error).message;
        }
      }, call);
      expect(message).toMatch(/^The sandbox's App Bridge stand-in does not play shopify\./);
      await page.getByTestId("unsupported").getByText(message).waitFor();
    },
  );
});
