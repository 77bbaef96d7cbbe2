import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = new URL("../..", import.meta.url).pathname;
const DAY_MS = 86_400_000;

/** What the child process sees: nothing of this one's environment but where programs are. */
const environmentOf = (own: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: "test", PATH: process.env.PATH, ...own });

let sandbox: Server;
let origin: string;
let clockOffsetMs = 0;

beforeAll(async () => {
  sandbox = createServer(async (req, res) => {
    if (req.url === "/sandbox/clock") return res.end(JSON.stringify({ now: new Date().toISOString(), offsetMs: clockOffsetMs }));
    const body = Buffer.concat(await req.toArray()).toString();
    res.setHeader("content-type", "application/json");
    res.end(JSON.stringify({ method: req.method, url: req.url, meant: req.headers["x-sandbox-host"] ?? null, token: req.headers["x-shopify-access-token"] ?? null, body }));
  });
  await new Promise<void>((resolve) => sandbox.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(sandbox.address() as AddressInfo).port}`;
});

afterAll(() => {
  sandbox.closeAllConnections();
  sandbox.close();
});

/** Runs a module in a process with the preload; gives back what it printed as JSON. */
async function inApp(code: string, environment: Record<string, string> = {}): Promise<unknown> {
  const { stdout } = await run(process.execPath, ["--import", "./sandbox/preload.mjs", "--input-type=module", "-e", code], {
    cwd: ROOT,
    env: environmentOf({ SANDBOX_ORIGIN: origin, ...environment }),
  });
  return JSON.parse(stdout);
}

const print = (expression: string) => `console.log(JSON.stringify(await (${expression})))`;
const json = (fetching: string) => print(`${fetching}.then((answer) => answer.json())`);

describe("the app's fetch", () => {
  it("reaches the sandbox in place of a shop", async () => {
    const call = `fetch("https://green.myshopify.com/admin/api/2026-10/graphql.json?a=1", { method: "POST", body: "{}", headers: { "X-Shopify-Access-Token": "t" } })`;
    expect(await inApp(json(call))).toEqual({
      method: "POST",
      url: "/admin/api/2026-10/graphql.json?a=1",
      meant: "green.myshopify.com",
      token: "t",
      body: "{}",
    });
  });

  it("reaches it with a Request too", async () => {
    const call = `fetch(new Request("https://admin.shopify.com/x", { method: "POST", body: "told", headers: { "X-Shopify-Access-Token": "t" } }))`;
    expect(await inApp(json(call))).toMatchObject({ method: "POST", url: "/x", meant: "admin.shopify.com", token: "t", body: "told" });
  });

  it("passes addresses of the sandbox's own untouched", async () => {
    expect(await inApp(json(`fetch(process.env.SANDBOX_ORIGIN + "/files/1.jsonl")`))).toMatchObject({ url: "/files/1.jsonl", meant: null });
  });

  it("goes nowhere else", async () => {
    const refused = await inApp(print(`fetch("https://collector.example/track?x=1").then(() => "sent", (error) => error.message)`));
    expect(refused).toMatch(/^The sandbox refuses a request to https:\/\/collector\.example\/track: only Shopify's hosts/);
  });

  it("is the one Shopify's library uses, whichever adapter is imported last", async () => {
    const library = `
      await import("@shopify/shopify-app-remix/adapters/node");
      await import("@shopify/shopify-app-remix/server");
      const { abstractFetch } = await import("@shopify/shopify-api/runtime");
    `;
    expect(await inApp(library + json(`abstractFetch("https://green.myshopify.com/admin/oauth/access_token", { method: "POST" })`))).toMatchObject({
      meant: "green.myshopify.com",
    });
  });

  it("stays when Remix's server installs a fetch of its own", async () => {
    for (const nativeFetch of [true, false]) {
      const remix = `(await import("@remix-run/node")).installGlobals({ nativeFetch: ${nativeFetch} });`;
      expect(await inApp(remix + json(`fetch("https://green.myshopify.com/admin", { method: "POST", body: "told" })`))).toMatchObject({
        meant: "green.myshopify.com",
        body: "told",
      });
    }
  });
});

describe("the app's clock", () => {
  it("starts in the shop's time in every way of asking for it", async () => {
    const code = print(`Promise.resolve({ now: Date.now(), built: new Date().getTime(), said: new Date(Date()).getTime() })`);
    const told = Object.values((await inApp(code, { SANDBOX_CLOCK_OFFSET_MS: String(-400 * DAY_MS) })) as Record<string, number>);
    for (const instant of told) expect(Math.abs(instant + 400 * DAY_MS - Date.now())).toBeLessThan(10_000);
  });

  it("leaves given instants and the class itself alone", async () => {
    const code = print(`Promise.resolve([new Date(0).toISOString(), new Date(2020, 0, 2).getDate(), new Date() instanceof Date, new Date().constructor === Date, Date.UTC(1970, 0, 1)])`);
    expect(await inApp(code, { SANDBOX_CLOCK_OFFSET_MS: String(DAY_MS) })).toEqual(["1970-01-01T00:00:00.000Z", 2, true, true, 0]);
  });

  it("follows the sandbox while it runs", async () => {
    clockOffsetMs = 30 * DAY_MS;
    const untilMoved = `for (let look = 0; look < 200 && Date.now() - performance.timeOrigin < ${DAY_MS}; look += 1) await new Promise((resolve) => setTimeout(resolve, 100));`;
    const told = await inApp(`${untilMoved} ${print("Promise.resolve(Date.now())")}`);
    expect(Math.abs((told as number) - 30 * DAY_MS - Date.now())).toBeLessThan(10_000);
  });

  it("keeps no process alive and says once that the sandbox is gone", async () => {
    const { stderr } = await run(
      process.execPath,
      ["--import", "./sandbox/preload.mjs", "--input-type=module", "-e", "await new Promise((resolve) => setTimeout(resolve, 3_500))"],
      { cwd: ROOT, env: environmentOf({ SANDBOX_ORIGIN: "http://127.0.0.1:1" }) },
    );
    expect(stderr.match(/clock cannot be read/g)).toHaveLength(1);
  });
});

const refusalIn = (environment: Record<string, string>) =>
  run(process.execPath, ["--import", "./sandbox/preload.mjs", "-e", "console.log('ran')"], {
    cwd: ROOT,
    env: environmentOf(environment),
  }).then(
    () => null,
    (error: { code: number; stderr: string; stdout: string }) => ({ code: error.code, stderr: error.stderr, stdout: error.stdout }),
  );

describe("refusal", () => {
  it.each([
    ["without an origin", {}, /needs SANDBOX_ORIGIN/],
    ["with an origin that is none", { SANDBOX_ORIGIN: "here" }, /it is "here"/],
    ["with an offset that is no number", { SANDBOX_ORIGIN: "http://localhost:1", SANDBOX_CLOCK_OFFSET_MS: "soon" }, /it is "soon"/],
    ["in production", { SANDBOX_ORIGIN: "http://localhost:1", NODE_ENV: "production" }, /does not load with NODE_ENV=production/],
    ["in production against another machine", { SANDBOX_ORIGIN: "http://10.0.0.1:1", NODE_ENV: "production", PERENNIAL_DEMO: "1" }, /does not load with NODE_ENV=production/],
  ])("%s", async (_when, environment, sentence) => {
    const refusal = await refusalIn(environment as Record<string, string>);
    expect(refusal).toMatchObject({ code: 1, stdout: "" });
    expect(refusal?.stderr).toMatch(sentence);
    expect(refusal?.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("does not happen in the demo", async () => {
    expect(await refusalIn({ SANDBOX_ORIGIN: "http://localhost:1", NODE_ENV: "production", PERENNIAL_DEMO: "1" })).toBeNull();
  });
});
