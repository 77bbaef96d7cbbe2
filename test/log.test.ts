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

  it("takes of an error what it says and not what hangs on it, under any name and in its causes", () => {
    const { log, lines } = captureLog();
    const cause = Object.assign(new Error("refused"), { code: "E401", session: { accessToken: SECRET } });
    const error = Object.assign(new Error("no token", { cause }), { status: 401, response: { headers: {}, body: { access_token: SECRET } } });
    log.error({ err: error, late: [error] }, "renewal");
    log.error(error);
    log.error({ err: new AggregateError([error], "both") }, "several");
    const told = { type: "Error", message: "no token", status: 401, cause: { message: "refused", code: "E401" } };
    expect(lines).toMatchObject([{ err: told, late: [told] }, { msg: "no token", err: told }, { err: { message: "both", errors: [told] } }]);
    expect(Object.keys(lines[0]!.err as object).sort()).toEqual(["cause", "message", "stack", "status", "type"]);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it.each(["accessToken", "access_token", "refreshToken", "refresh_token", "id_token", "authorization", "Authorization", "X-Shopify-Access-Token"])(
    "removes %s however deep it lies",
    (name) => {
      const { log, lines } = captureLog();
      log.info({ a: { b: [{ c: { [name]: SECRET } }] }, headers: new Map([[name, SECRET]]), accessTokenLength: 9 }, "deep");
      expect(lines[0]).toMatchObject({ a: { b: [{ c: { [name]: "(removed)" } }] }, accessTokenLength: 9 });
      expect(JSON.stringify(lines)).not.toContain(SECRET);
    },
  );

  it("ends where something leads back to itself", () => {
    const { log, lines } = captureLog();
    const loop: { self?: object } = {};
    loop.self = loop;
    log.info({ loop }, "round");
    expect(JSON.stringify(lines)).toContain("(too deep)");
  });
});
