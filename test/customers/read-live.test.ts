import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { readLive } from "#app/customers/read-live.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { captureLog } from "../support/captured-log.ts";

const log = pino({ level: "silent" });

describe("readLive", () => {
  it("hands on what Shopify says", async () => {
    expect(await readLive({ log }, "names", async () => 7)).toEqual({ status: "read", data: 7 });
  });

  it("goes without where Shopify refuses", async () => {
    const refused = () => Promise.reject(new ShopifyError("refused", "no"));
    expect(await readLive({ log }, "names", refused)).toEqual({ status: "unavailable" });
  });

  it("lets a bug through", async () => {
    await expect(readLive({ log }, "names", () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
  });

  it("does not wait longer than a page can, and takes a late failure calmly", async () => {
    const { log: heard, lines } = captureLog();
    let fail: (error: Error) => void = () => {};
    const begin = performance.now();
    const answer = await readLive({ log: heard }, "names", () => new Promise((_, reject) => (fail = reject)));
    expect(answer).toEqual({ status: "unavailable" });
    expect(performance.now() - begin).toBeLessThan(10_000);
    fail(new TypeError("much too late"));
    await new Promise((next) => setTimeout(next, 10));
    expect(lines.map(({ msg }) => msg)).toEqual(["Shopify did not answer in time", "a late answer from Shopify failed"]);
    expect(lines[1], "why is told, too").toMatchObject({ what: "names", err: { type: "TypeError", message: "much too late" } });
  });
});
