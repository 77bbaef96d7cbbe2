import { createServer, request as httpRequest, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { forward } from "#sandbox/proxy/forward.ts";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const opened: Server[] = [];

afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A sandbox that only forwards, in front of an app that answers as told. */
async function inFrontOf(app: RequestListener) {
  const appOrigin = await listen(app);
  const origin = await listen((req, res) => void forward({ origin: appOrigin, handle: "perennial" }, "green", req, res));
  return { origin, appOrigin };
}

describe("forward", () => {
  it("passes method, path, body, status and headers both ways", async () => {
    const seen: { req?: IncomingMessage; body?: string } = {};
    const { origin } = await inFrontOf(async (req, res) => {
      seen.req = req;
      seen.body = Buffer.concat(await req.toArray()).toString();
      res.writeHead(207, { "set-cookie": ["a=1", "b=2"], "x-own": "kept" }).end("done");
    });
    const answer = await fetch(`${origin}/app/x?y=1`, { method: "POST", body: "told", headers: { "x-hello": "there" } });
    expect(answer.status).toBe(207);
    expect(await answer.text()).toBe("done");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(answer.headers.get("x-own")).toBe("kept");
    expect(seen.body).toBe("told");
    expect(seen.req).toMatchObject({ method: "POST", url: "/app/x?y=1" });
    expect(seen.req?.headers).toMatchObject({
      "x-hello": "there",
      "x-forwarded-host": new URL(origin).host,
      "x-forwarded-proto": "http",
      "x-forwarded-for": "127.0.0.1",
      host: new URL(origin).host,
    });
  });

  it.each(["text/html; charset=utf-8", "text/javascript", "application/json"])("puts the stand-in in App Bridge's place in %s", async (type) => {
    const { origin } = await inFrontOf((_req, res) => res.writeHead(200, { "content-type": type }).end(`"${APP_BRIDGE}" ünd "${APP_BRIDGE}"`));
    expect(await (await fetch(origin)).text()).toBe('"/sandbox/app-bridge.js" ünd "/sandbox/app-bridge.js"');
  });

  it("leaves other types alone, to the byte and with their length", async () => {
    const { origin } = await inFrontOf((_req, res) => res.writeHead(200, { "content-type": "text/plain", "content-length": APP_BRIDGE.length }).end(APP_BRIDGE));
    const answer = await fetch(origin);
    expect(await answer.text()).toBe(APP_BRIDGE);
    expect(answer.headers.get("content-length")).toBe(String(APP_BRIDGE.length));
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("unpacks %s where it has to look inside", async (encoding, compress) => {
    const { origin } = await inFrontOf((_req, res) =>
      res.writeHead(200, { "content-type": "text/html", "content-encoding": encoding }).end(compress(`<script src="${APP_BRIDGE}">`)),
    );
    const answer = await fetch(origin);
    expect(await answer.text()).toBe('<script src="/sandbox/app-bridge.js">');
    expect(answer.headers.get("content-encoding")).toBeNull();
  });

  it("lets the sandbox embed what Shopify's admin may embed, and nothing else", async () => {
    const policies: Record<string, string> = {
      "/embedded": "frame-ancestors https://green.myshopify.com https://admin.shopify.com https://admin.shop.dev;",
      "/closed": "frame-ancestors 'none';",
    };
    const { origin } = await inFrontOf((req, res) => res.writeHead(200, { "content-security-policy": policies[req.url ?? ""] }).end());
    const policyAt = async (path: string) => (await fetch(origin + path)).headers.get("content-security-policy");
    expect(await policyAt("/embedded")).toBe("frame-ancestors https://green.myshopify.com https://admin.shopify.com 'self' https://admin.shop.dev;");
    expect(await policyAt("/closed")).toBe("frame-ancestors 'none';");
  });

  it("rewrites the preload link", async () => {
    const { origin } = await inFrontOf((_req, res) => res.writeHead(200, { link: `<${APP_BRIDGE}>; rel="preload"; as="script";` }).end());
    expect((await fetch(origin)).headers.get("link")).toBe('</sandbox/app-bridge.js>; rel="preload"; as="script";');
  });

  it.each([
    ["https://admin.shopify.com/store/green/apps/client-id/customers?tier=high", "/store/green/apps/perennial/customers?tier=high"],
    ["https://admin.shopify.com/store/green/customers/7", "/store/green/customers/7"],
    ["https://green.myshopify.com/admin/orders/8", "/store/green/orders/8"],
    ["https://admin.shopify.com/store/green/themes", `/sandbox/open?url=${encodeURIComponent("https://admin.shopify.com/store/green/themes")}`],
    ["https://green.myshopify.com/cart", `/sandbox/open?url=${encodeURIComponent("https://green.myshopify.com/cart")}`],
    ["/auth/session-token?a=b", "/auth/session-token?a=b"],
    ["https://elsewhere.example/x", "https://elsewhere.example/x"],
  ])("turns a redirect to %s into %s", async (from, to) => {
    const { origin } = await inFrontOf((_req, res) => res.writeHead(302, { location: from }).end());
    expect((await fetch(origin, { redirect: "manual" })).headers.get("location")).toBe(to);
  });

  it("turns a redirect to the app's own origin into a path", async () => {
    const { origin, appOrigin } = await inFrontOf((_req, res) => res.writeHead(302, { location: `${appOrigin}/app?x=1` }).end());
    expect((await fetch(origin, { redirect: "manual" })).headers.get("location")).toBe("/app?x=1");
  });

  it("finds the address where chunks cut it, and holds nothing else back", async () => {
    let finish = () => {};
    const { origin } = await inFrontOf((_req, res) => {
      res.writeHead(200, { "content-type": "text/html" });
      res.write(`<p>first</p>${APP_BRIDGE.slice(0, 20)}`);
      finish = () => res.end(`${APP_BRIDGE.slice(20)}<p>https://last</p>`);
    });
    const reader = (await fetch(origin)).body!.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader.read()).value)).toBe("<p>first</p>");
    finish();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += decoder.decode(part.value);
    expect(rest).toBe("/sandbox/app-bridge.js<p>https://last</p>");
  });

  it("says in a sentence that the app is down", async () => {
    const { origin } = await inFrontOf(() => {});
    const [app] = opened;
    app!.close();
    app!.closeAllConnections();
    const answer = await fetch(`${origin}/app`, { method: "POST", body: "x".repeat(1_000) });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/^The app at http:\/\/127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)/);
  });

  it("passes on that an answer was cut short", async () => {
    const { origin } = await inFrontOf((_req, res) => {
      res.writeHead(200, { "content-length": "100" });
      res.write("half");
      setTimeout(() => res.destroy(), 20);
    });
    await expect(fetch(origin).then((answer) => answer.text())).rejects.toThrow();
  });

  it("stops asking the app when the browser leaves", async () => {
    let left: () => void;
    const appSawIt = new Promise<void>((resolve) => (left = resolve));
    const { origin } = await inFrontOf((req, res) => {
      res.on("close", () => left());
      res.writeHead(200);
      res.write("endless");
      req.resume();
    });
    const browser = httpRequest(origin, (answer) => answer.once("data", () => browser.destroy()));
    browser.on("error", () => {});
    browser.end();
    await appSawIt;
  });
});
