import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSegment } from "#sandbox/commands/change-segments.ts";
import { ensureInstalled } from "#sandbox/auth/install-app.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import { ADA, FERN, openShop, type OpenShop, ORDER, POT } from "./open-shop.ts";

let shop: OpenShop;

beforeEach(async () => {
  shop = await openShop((req, res) => res.end(`app at ${req.url}`));
});

afterEach(async () => {
  await shop.close();
});

const read = async (path: string) => (await fetch(shop.origin + path)).text();

/** Sends a form as a browser does; gives back where the answer leads. */
async function submit(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(shop.origin + path, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
  return { status: answer.status, to: answer.headers.get("location"), text: await answer.text() };
}

const order = () => shop.store.orders.require(ORDER.id);
const orderAt = "/store/green-shop/orders/31";
const customerAt = "/store/green-shop/customers/21";

describe("addresses", () => {
  it("lead from the front door to the app in the admin", async () => {
    const answer = await fetch(`${shop.origin}/`, { redirect: "manual" });
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
      const answer = await fetch(shop.origin + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain(`The sandbox has nothing at ${path}.`);
    },
  );

  it("of Shopify's admin lead to pages of the sandbox's, or say that there is none", async () => {
    const open = (address: string) => fetch(`${shop.origin}/sandbox/open?url=${encodeURIComponent(address)}`, { redirect: "manual" });
    expect((await open("shopify://admin/customers/21")).headers.get("location")).toBe(customerAt);
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

  it("answer HEAD like GET, without the page", async () => {
    const answer = await fetch(shop.origin + customerAt, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });

  it("cannot be framed, so an app that leaves its frame wrongly is noticed", async () => {
    const answer = await fetch(shop.origin + customerAt);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

describe("what people wrote", () => {
  it.each(["/store/green-shop/customers?q=%3Cscript%3E", customerAt, "/store/green-shop/orders", orderAt, "/storefront?find=%22%3E%3Cscript%3E", "/storefront?customer=21&cart=12:1", "/store/green-shop/nothing/%3Cscript%3E"])(
    "never becomes markup: %s",
    async (path) => {
      const page = await read(path);
      expect(page).not.toMatch(/<script>|<b>Baker|<Pot>/);
      expect(page).toContain("<!doctype html>");
    },
  );

  it("does not close the script that carries the frame's configuration", async () => {
    shop.store.putShop({ ...shop.store.shop(), name: "</script><script>stolen()</script>" });
    expect(await read("/store/green-shop/apps/perennial")).not.toContain("<script>stolen()");
  });
});

describe("customers", () => {
  it("are found by name, email and tag, and only then", async () => {
    for (const [query, found] of [["ada", 1], ["ADA baker", 1], ["customers.example", 1], ["vip", 1], ["vip bob", 0]] as const) {
      expect(await read(`/store/green-shop/customers?q=${encodeURIComponent(query)}`)).toContain(`>${found} customer`);
    }
  });

  it("come in pages", async () => {
    for (let i = 0; i < 60; i++) shop.store.customers.put({ ...ADA, id: 100 + i, firstName: `Nr${i}`, createdAt: `2025-01-01T00:00:${String(i).padStart(2, "0")}Z` });
    const rowsOf = (page: string) => [...page.matchAll(/data-customer="(\d+)"/g)].map((match) => Number(match[1]));
    const [first, second, beyond] = await Promise.all(["", "?page=2", "?page=9"].map((query) => read(`/store/green-shop/customers${query}`)));
    expect(rowsOf(first!)).toHaveLength(50);
    expect(rowsOf(first!)[0]).toBe(ADA.id);
    expect(rowsOf(second!)).toEqual([110, 109, 108, 107, 106, 105, 104, 103, 102, 101, 100]);
    expect(rowsOf(beyond!)).toEqual(rowsOf(second!));
  });

  it("are shown as Shopify has them", async () => {
    shop.store.definitions.put({ id: 1, ownerType: "CUSTOMER", namespace: "app--1", key: "value", name: "Lifetime value", description: null, type: "money", adminAccess: null, adminFilterable: false });
    shop.store.metafields.put({ id: 2, ownerType: "CUSTOMER", ownerId: ADA.id, namespace: "app--1", key: "value", type: "money", value: '{"amount":"12.50"}', createdAt: "", updatedAt: "" });
    const page = await read(customerAt);
    for (const shown of ['data-tag="vip"', "€54.50", "Lifetime value", "app--1.value", "{&quot;amount&quot;:&quot;12.50&quot;}", "Subscribed", "Not opted out", "4 Mar 2026, 11:00"]) {
      expect(page).toContain(shown);
    }
  });

  it("get and lose tags by hand, as in Shopify", async () => {
    expect(await submit(`${customerAt}/tags/add`, { tag: "Wholesale" })).toMatchObject({ status: 303, to: customerAt });
    expect(await submit(`${customerAt}/tags/remove`, { tag: "vip" })).toMatchObject({ status: 303 });
    expect(shop.store.customers.require(ADA.id).tags).toEqual([ADA.tags[1], "Wholesale"]);
    expect(await submit(`${customerAt}/tags/add`, { tag: " " })).toMatchObject({ status: 422 });
  });

  it("object to the sale of their data, and take it back", async () => {
    expect(await submit(`${customerAt}/sale-opt-out`, { optedOut: "yes" })).toMatchObject({ status: 303, to: customerAt });
    expect(shop.store.customers.require(ADA.id).dataSaleOptOut).toBe(true);
    expect(await read(customerAt)).toContain("Opt in again");
    await submit(`${customerAt}/sale-opt-out`, { optedOut: "no" });
    expect(shop.store.customers.require(ADA.id).dataSaleOptOut).toBe(false);
  });

  it("change by the sandbox's own forms only", async () => {
    expect(await submit(`${customerAt}/tags/add`, { tag: "x" }, { "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
    expect(shop.store.customers.require(ADA.id).tags).toEqual(ADA.tags);
  });
});

describe("orders", () => {
  it("are refunded whole", async () => {
    expect(await submit(`${orderAt}/refund-all`, {})).toMatchObject({ status: 303, to: orderAt });
    expect(sumOrder(order()).netPaymentMinor).toBe(0);
    const page = await read(orderAt);
    expect(page).toContain(">Refunded<");
    expect(page).not.toContain("refund-all");
  });

  it("are refunded by amount, to the cent and not beyond", async () => {
    await submit(`${orderAt}/refund-amount`, { amount: "4.05" });
    expect(order().refunds).toMatchObject([{ amountMinor: 405, lines: [] }]);
    for (const amount of ["60", "1.234", "-1", "all", ""]) {
      expect(await submit(`${orderAt}/refund-amount`, { amount })).toMatchObject({ status: 422 });
    }
    expect(order().refunds).toHaveLength(1);
  });

  it("are refunded by item", async () => {
    await submit(`${orderAt}/refund-line`, { line: "41", quantity: "1" });
    expect(order().refunds).toMatchObject([{ amountMinor: FERN.priceMinor, lines: [{ lineItemId: 41, quantity: 1 }] }]);
    expect(await submit(`${orderAt}/refund-line`, { line: "41", quantity: "2" })).toMatchObject({ status: 422 });
  });

  it("are cancelled, once, with or without the money", async () => {
    expect(await submit(`${orderAt}/cancel`, {})).toMatchObject({ status: 303 });
    expect(order()).toMatchObject({ cancelledAt: expect.any(String), refunds: [] });
    const again = await submit(`${orderAt}/cancel`, { refund: "yes" });
    expect(again).toMatchObject({ status: 422 });
    expect(again.text).toContain("was cancelled on");
  });

  it("are paid later", async () => {
    shop.store.orders.put({ ...ORDER, payment: "PENDING", receivedMinor: 0 });
    expect(await read(orderAt)).toContain('data-testid="mark-paid"');
    await submit(`${orderAt}/mark-paid`, {});
    expect(order()).toMatchObject({ payment: "PAID", receivedMinor: 5_450 });
    expect(await submit(`${orderAt}/mark-paid`, {})).toMatchObject({ status: 422 });
  });
});

describe("the storefront", () => {
  const cart = `${FERN.id}:2,${POT.id}:1`;

  /** The order that checking out made. */
  async function checkOut(form: Record<string, string>) {
    const { status, to } = await submit("/storefront/orders", { cart, ...form });
    expect(status).toBe(303);
    expect(await read(to!)).toContain("is placed");
    return shop.store.orders.require(Number(to!.split("/").at(-1)));
  }

  it("lets one choose who shops, keeping the cart", async () => {
    const page = await read(`/storefront?find=ada&cart=${cart}`);
    expect(page).toContain(`/storefront?customer=21&amp;cart=${encodeURIComponent(cart)}`);
  });

  it("counts what is in the cart", async () => {
    const page = await read(`/storefront?customer=21&cart=${cart},99:1,12:junk`);
    expect(page).toContain("€49.50");
    expect(page.match(/data-cart-line/g)).toHaveLength(2);
  });

  it("takes an order of a customer", async () => {
    const placed = await checkOut({ customer: "21" });
    expect(placed).toMatchObject({ customerId: 21, payment: "PAID", receivedMinor: 4_950 });
    expect(await read(customerAt)).toContain(placed.name);
  });

  it("takes an order with a code, and with where it comes from", async () => {
    const placed = await checkOut({ customer: "21", discountCode: "SPRING", country: "SE", utmSource: "newsletter", utmCampaign: "may" });
    expect(placed).toMatchObject({ discountCode: "SPRING", countryCode: "SE", utmSource: "newsletter", utmCampaign: "may", receivedMinor: 4_455 });
    expect(await checkOut({ customer: "21", discountCode: " " })).toMatchObject({ discountCode: null, countryCode: "DE", utmSource: null, receivedMinor: 4_950 });
  });

  it("takes an order of a guest, to be paid later", async () => {
    expect(await checkOut({ customer: "guest", payLater: "yes" })).toMatchObject({ customerId: null, payment: "PENDING", receivedMinor: 0 });
  });

  it("takes an order of a new customer", async () => {
    const placed = await checkOut({ customer: "new", firstName: "Bo", lastName: "Ek", email: "bo@customers.example", subscribe: "yes" });
    expect(shop.store.customers.require(placed.customerId!)).toMatchObject({ firstName: "Bo", email: "bo@customers.example", emailConsent: "SUBSCRIBED" });
  });

  it("refuses an order of nobody and of nothing", async () => {
    expect(await submit("/storefront/orders", { cart, customer: "99" })).toMatchObject({ status: 422 });
    expect(await submit("/storefront/orders", { cart: "", customer: "21" })).toMatchObject({ status: 422 });
    expect(await submit("/storefront/orders", { cart, customer: "new", firstName: "Bo" })).toMatchObject({ status: 422 });
    expect(shop.store.orders.size()).toBe(1);
  });
});

describe("the control page", () => {
  it("moves the clock forward only", async () => {
    const before = shop.clock.offsetMs();
    await submit("/store/green-shop/sandbox/clock", { amount: "3", unit: "days" });
    await submit("/store/green-shop/sandbox/clock", { amount: "2", unit: "hours" });
    expect(shop.clock.offsetMs() - before).toBe((3 * 24 + 2) * 3_600_000);
    expect(await submit("/store/green-shop/sandbox/clock", { amount: "-3", unit: "days" })).toMatchObject({ status: 422 });
  });

  it("shows what the app may do, what was sent to it and how it went", async () => {
    expect(await read("/store/green-shop/sandbox")).toContain("The app is not installed");
    ensureInstalled(shop);
    await submit(`${orderAt}/refund-all`, {});
    await shop.webhooks.idle();
    const page = await read("/store/green-shop/sandbox");
    for (const shown of ["write_customers", "refunds/create", "Delivered"]) expect(page).toContain(shown);
  });

  it("switches faults on, shows how often they struck, and switches them off", async () => {
    const control = "/store/green-shop/sandbox";
    expect(await read(control)).toContain("None: everything works as it should.");
    ensureInstalled(shop);
    await submit(`${control}/faults`, { kind: "dropped", matching: "refunds/create", mode: "next", number: "2" });
    await submit(`${control}/faults`, { kind: "delayed", matching: "", mode: "percent", number: "12.5", amount: "6" });
    expect(shop.faults.list()).toMatchObject([
      { kind: "dropped", matching: "refunds/create", when: { next: 2 } },
      { kind: "delayed", matching: null, when: { probability: 0.125 }, amount: 6 },
    ]);
    await submit(`${orderAt}/refund-all`, {});
    await shop.webhooks.idle();
    const page = await read(control);
    for (const shown of ["the next 1", "1</span> of 1", "12.5 % of them · hours: 6", '<span class="badge dropped">Dropped</span>']) expect(page).toContain(shown);
    await submit(`${control}/faults/1/remove`, {});
    expect(shop.faults.list()).toMatchObject([{ kind: "delayed" }]);
    await submit(`${control}/faults/clear`, {});
    expect(await read(control)).toContain("None: everything works as it should.");
  });

  it("refuses faults that are none, and says why", async () => {
    const answer = await submit("/store/green-shop/sandbox/faults", { kind: "dropped", mode: "percent", number: "101" });
    expect(answer).toMatchObject({ status: 422 });
    expect(await submit("/store/green-shop/sandbox/faults", { kind: "slow", mode: "next", number: "many" })).toMatchObject({ status: 422 });
    expect(shop.faults.list()).toEqual([]);
  });

  it("says what the app is approved for, and changes it", async () => {
    await submit("/store/green-shop/sandbox/approval", { level: "LEVEL_1" });
    expect(shop.approval.level()).toBe("LEVEL_1");
    expect(await read("/store/green-shop/sandbox")).toContain('<option value="LEVEL_1" selected>');
    expect(await submit("/store/green-shop/sandbox/approval", { level: "LEVEL_3" })).toMatchObject({ status: 422 });
  });
});

describe("the page of segments", () => {
  const segments = "/store/green-shop/segments";

  it("shows who belongs to them, renames and deletes by hand", async () => {
    expect(await read(segments)).toContain("No segments yet.");
    const made = createSegment(shop, { name: "Best <all>", query: "customer_tags CONTAINS 'vip'" });
    const id = made.kind === "changed" ? made.segment.id : 0;
    const page = await read(segments);
    for (const shown of ["Best &lt;all&gt;", "customer_tags CONTAINS &#39;vip&#39;", 'data-testid="segment-members">1<']) expect(page).toContain(shown);
    await submit(`${segments}/${id}/rename`, { name: "Regulars" });
    expect(shop.store.segments.require(id).name).toBe("Regulars");
    createSegment(shop, { name: "Other", query: "number_of_orders > 1" });
    expect(await submit(`${segments}/${id}/rename`, { name: "other" })).toMatchObject({ status: 422 });
    await submit(`${segments}/${id}/delete`, {});
    expect([...shop.store.segments.values()]).toMatchObject([{ name: "Other" }]);
  });
});
