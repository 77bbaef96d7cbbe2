import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { faultsOnPhone, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const stack = useStack(useTestDatabase(), { kind: "generated", customers: 0 });
const admin = useAdmin(stack);

const PAGES = ["", "/customers", "/segments", "/cohorts", "/acquisition", "/activity", "/accuracy", "/settings"];

describe("a merchant whose shop has no orders yet", { timeout: 120_000 }, () => {
  it.each(["en", "ko"])("finds every page whole, also on a phone (%s)", async (language) => {
    await admin.page.request.post(admin.address("/language"), { form: { language } });
    for (const path of PAGES) {
      const app = await admin.openApp(path);
      await app.locator("h1").waitFor();
      expect(await app.evaluate(() => document.documentElement.lang)).toBe(language);
      expect([path, ...(await faultsOnPhone(admin.page, app))]).toEqual([path]);
      // App Bridge is the first script. It waits for style sheets that stand before it and holds up the body: none is laid out without them.
      const inHead = await app.locator("head > link[rel=stylesheet], head > script").evaluateAll((all) => all.map((it) => (it instanceof HTMLScriptElement ? it.src : it.localName)));
      expect(inHead).toEqual(["link", "link", expect.stringMatching(/\/app-bridge\.js$/), ""]);
      // Nor reasons that hold where there is somebody.
      expect(await app.locator("main").innerText(), path).not.toMatch(/NaN|Infinity|undefined|null|too many/);
    }
  });
});
