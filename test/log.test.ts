import { spawnSync } from "node:child_process";
import { Session } from "@shopify/shopify-api";
import { describe, expect, it } from "vitest";
import { withLogFields } from "#app/log.server.ts";
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

  it("says of an error where it comes from without saying twice what it says", () => {
    const { log, lines } = captureLog();
    log.error({ err: new Error("no order of Ann's") }, "failed");
    const { stack } = lines[0]!.err as { stack: string };
    expect(stack).toMatch(/^at .*log\.test\.ts/);
    expect(stack).not.toContain("Ann");
  });

  it("shows no values of a call that Prisma did not accept", () => {
    const { log, lines } = captureLog();
    const message = '\nInvalid `prisma.order.create()` invocation:\n\n{\n  data: {\n    name: "Ann Lee"\n  }\n}\n\nArgument `id` is missing.';
    log.error({ err: Object.assign(new Error(message), { name: "PrismaClientValidationError" }) }, "failed");
    expect(lines).toMatchObject([{ err: { message: "Argument `id` is missing." } }]);
    expect(JSON.stringify(lines)).not.toContain("Ann");
  });

  it.each([
    "https://a.test/app?embedded=1&id_token=eyJhbGciOi.eyJkZXN0Ijoi.c2lnbmF0dXJl&hmac=5f3c",
    "the token shpat_0123abc was refused",
    "Bearer eyJhbGciOi.eyJkZXN0Ijoi.c2lnbmF0dXJl",
    "no customer ann.lee+shop@example.co.uk",
    "/app/customers?search=ann%40example.com",
  ])("hides what can be told by its looks: %s", (text) => {
    const { log, lines } = captureLog();
    log.error({ text, err: new Error(text) }, text);
    expect(JSON.stringify(lines)).toContain("(removed)");
    expect(JSON.stringify(lines)).not.toMatch(/eyJ|5f3c|shpat_0|ann(@|%40|\.lee)|c2lnbmF0dXJl/);
  });

  it.each(["/app/customers/771000001?x=1", "no gid://shopify/Customer/771000001", "gid://shopify/Order/771000001: name is missing", "Customer 771000001 was merged"])(
    "does not say whom it is about: %s",
    (text) => {
      const { log, lines } = captureLog();
      log.error({ path: text, err: new Error(text) }, text);
      expect(JSON.stringify(lines)).not.toContain("771000001");
    },
  );

  it("removes personal data by its name", () => {
    const { log, lines } = captureLog();
    log.info({ customer: { email: "x", firstName: "x", last_name: "x", displayName: "x", phone: "x", address1: "x", id: 7n } }, "customer");
    expect(Object.entries(lines[0]!.customer as object).filter(([, value]) => value !== "(removed)")).toEqual([["id", "7"]]);
  });

  it("puts the fields of a piece of work into each of its lines, and into no other", async () => {
    const { log, lines } = captureLog();
    await withLogFields({ shop: "a.myshopify.com" }, async () => {
      log.info({ own: 1 }, "outer");
      await withLogFields({ webhookId: "w" }, async () => log.info("inner"));
      log.info("outer again");
    });
    log.info("outside");
    const [outer, inner, again, outside] = lines;
    expect(outer).toMatchObject({ shop: "a.myshopify.com", own: 1 });
    expect(inner).toMatchObject({ shop: "a.myshopify.com", webhookId: "w" });
    expect([again?.own, again?.webhookId, outside?.shop]).toEqual([undefined, undefined, undefined]);
  });

  it.each(["process.exit(0)", "throw new Error('the end')", ""])("has written every line, in order, when its process ends by `%s`", (end) => {
    const work = `
      import { createLog } from "#app/log.server.ts";
      const log = createLog("info");
      for (let number = 0; number < 3000; number += 1) log.info({ number }, "line");
      await new Promise((turn) => setImmediate(turn));
      log.info({ number: 3000 }, "line");
      ${end}`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", work], { encoding: "utf8", maxBuffer: 2 ** 22 });
    const numbers = stdout.trim().split("\n").map((line) => (JSON.parse(line) as { number: number }).number);
    expect(numbers).toEqual(Array.from({ length: 3001 }, (_, number) => number));
  });
});
