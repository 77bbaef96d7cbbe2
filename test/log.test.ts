import { Session } from "@shopify/shopify-api";
import { describe, expect, it } from "vitest";
import { captureLog } from "./support/captured-log.ts";

const SECRET = "shpat_not_for_eyes";

describe("the log", () => {
  it("shows an error with what caused it", () => {
    const { log, lines } = captureLog();
    log.error({ err: new Error("no scores", { cause: new Error("no orders") }) }, "job failed");
    expect(lines).toMatchObject([{ msg: "job failed", err: { message: "no scores", cause: { message: "no orders" } } }]);
  });

  it("lets no token out, however it got in", () => {
    const { log, lines } = captureLog();
    const session = new Session({ id: "offline_a.myshopify.com", shop: "a.myshopify.com", state: "", isOnline: false, accessToken: SECRET });
    log.info({ accessToken: SECRET, refreshToken: SECRET, id_token: SECRET }, "flat");
    log.info({ session, query: { id_token: SECRET }, access: { refreshToken: SECRET } }, "inside");
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});
