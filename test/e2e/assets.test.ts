import { readdirSync, readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf, type AppProcess, startApp } from "../support/app-process.ts";
import { useTestDatabase } from "../support/test-database.ts";

const ASSETS = "build/client/assets";
const test = useTestDatabase();
let web: AppProcess;
let origin: string;

beforeAll(async () => {
  web = startApp("web", test.url);
  origin = await addressOf(web);
}, 60_000);
afterAll(() => void web?.child.kill("SIGKILL"));

/** As it comes: fetch would open it. */
async function ask(name: string, accept: string): Promise<{ answer: IncomingMessage; body: Buffer }> {
  const answer = await new Promise<IncomingMessage>((done) => get(`${origin}/assets/${name}`, { headers: { "accept-encoding": accept } }, done));
  return { answer, body: await buffer(answer) };
}

const heaviest = (ending: string) => readdirSync(ASSETS).filter((name) => name.endsWith(ending)).toSorted((a, b) => readFileSync(`${ASSETS}/${b}`).length - readFileSync(`${ASSETS}/${a}`).length)[0]!;

it.each([
  ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["identity", undefined, (body: Buffer) => body],
] as const)("a script and a style sheet come whole to who takes %s, and are kept for good", async (accept, encoding, open) => {
  for (const name of [heaviest(".js"), heaviest(".css")]) {
    const { answer, body } = await ask(name, accept);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(answer.headers["content-type"]).toMatch(name.endsWith(".js") ? /javascript/ : /text\/css/);
    expect(open(body).equals(readFileSync(`${ASSETS}/${name}`))).toBe(true);
  }
});

it("what there is no file for is not found", async () => {
  expect((await ask("none-12345678.js", "br")).answer.statusCode).toBe(404);
});
