import { describe, expect, it } from "vitest";
import { CUSTOMER_AT, ORDER_AT, usePages } from "./use-pages.ts";

const { shop, read, submit } = usePages();

describe("addresses", () => {
  it("lead from the front door to the app in the admin", async () => {
    const answer = await fetch(`${shop().origin}/`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/store/green-shop/apps/perennial"]);
  });

  it("that are not the sandbox's are the app's", async () => {
    for (const path of ["/app?x=1", "/auth/session-token", "/assets/a.js", "/webhooks", "/healthz", "/favicon.ico"]) {
      expect(await read(path)).toBe(`app at ${path}`);
    }
  });

  it.each(["/store/other-shop/customers", "/store/green-shop/customers/99", "/store/green-shop/themes", "/storefront/orders/99", "/sandbox/assets/nothing.js", "/sandbox/assets/..%2Froutes.ts"])(
    "that the sandbox has nothing at are said to: %s",
    async (path) => {
      const answer = await fetch(shop().origin + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain(`The sandbox has nothing at ${path}.`);
    },
  );

  it("of Shopify's admin lead to pages of the sandbox's, or say that there is none", async () => {
    const open = (address: string) => fetch(`${shop().origin}/sandbox/open?url=${encodeURIComponent(address)}`, { redirect: "manual" });
    expect((await open("shopify://admin/customers/21")).headers.get("location")).toBe(CUSTOMER_AT);
    const none = await open("shopify://admin/themes/<i>");
    expect(none.status).toBe(404);
    expect(await none.text()).toContain("shopify://admin/themes/&lt;i&gt;. Shopify has a page there");
  });

  it("of the app's frame say the language that the merchant has chosen for the admin", async () => {
    const spoken = async () => /data-address="[^"]*locale=(\w+)/.exec(await read("/store/green-shop/apps/perennial/customers"))?.[1];
    expect(await spoken()).toBe("en");
    expect((await submit("/store/green-shop/language", { language: "ko" })).to).toBe("/store/green-shop/apps/perennial");
    expect(await spoken()).toBe("ko");
    expect((await submit("/store/green-shop/language", { language: "toString" })).status).toBe(422);
    expect(await spoken()).toBe("ko");
  });

  it("of the app's frame say who looks", async () => {
    const claims = async () => {
      const token = /data-address="[^"]*id_token=[^.]+\.([^.]+)\./.exec(await read("/store/green-shop/apps/perennial"))![1]!;
      return JSON.parse(Buffer.from(token, "base64url").toString()) as { sub: string };
    };
    expect((await claims()).sub).toBe("42");
    expect((await submit("/store/green-shop/staff", { staff: "43" })).to).toBe("/store/green-shop/apps/perennial");
    expect((await claims()).sub).toBe("43");
    const page = await read("/store/green-shop/apps/perennial");
    expect(page).toContain('"user":{"name":"Rita Reader","email":"rita@sandbox.example","accountAccess":"Limited Access"}');
    expect(page).toMatch(/<option value="43" selected>Rita Reader, may not edit customers<\/option>/);
    expect((await submit("/store/green-shop/staff", { staff: "1" })).status).toBe(422);
    expect((await submit("/store/green-shop/staff", { staff: "42" })).to).toBe("/store/green-shop/apps/perennial");
  });

  it("answer HEAD like GET, without the page", async () => {
    const answer = await fetch(shop().origin + CUSTOMER_AT, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });

  it("cannot be framed, so an app that leaves its frame wrongly is noticed", async () => {
    const answer = await fetch(shop().origin + CUSTOMER_AT);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

describe("what people wrote", () => {
  it.each(["/store/green-shop/customers?q=%3Cscript%3E", CUSTOMER_AT, "/store/green-shop/orders", ORDER_AT, "/storefront?find=%22%3E%3Cscript%3E", "/storefront?customer=21&cart=12:1", "/store/green-shop/nothing/%3Cscript%3E"])(
    "never becomes markup: %s",
    async (path) => {
      const page = await read(path);
      expect(page).not.toMatch(/<script>|<b>Baker|<Pot>/);
      expect(page).toContain("<!doctype html>");
    },
  );

  it("does not close the script that carries the frame's configuration", async () => {
    shop().store.putShop({ ...shop().store.shop(), name: "</script><script>stolen()</script>" });
    expect(await read("/store/green-shop/apps/perennial")).not.toContain("<script>stolen()");
  });
});
