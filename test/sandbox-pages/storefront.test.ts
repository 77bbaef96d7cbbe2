import { describe, expect, it } from "vitest";
import { FERN, POT } from "./open-shop.ts";
import { CUSTOMER_AT, usePages } from "./use-pages.ts";

const { shop, read, submit } = usePages();

describe("the storefront", () => {
  const cart = `${FERN.id}:2,${POT.id}:1`;

  /** The order that checking out made. */
  async function checkOut(form: Record<string, string>) {
    const { status, to } = await submit("/storefront/orders", { cart, ...form });
    expect(status).toBe(303);
    expect(await read(to!)).toContain("is placed");
    return shop().store.orders.require(Number(to!.split("/").at(-1)));
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
    expect(await read(CUSTOMER_AT)).toContain(placed.name);
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
    expect(shop().store.customers.require(placed.customerId!)).toMatchObject({ firstName: "Bo", email: "bo@customers.example", emailConsent: "SUBSCRIBED" });
  });

  it("refuses an order of nobody and of nothing", async () => {
    expect(await submit("/storefront/orders", { cart, customer: "99" })).toMatchObject({ status: 422 });
    expect(await submit("/storefront/orders", { cart: "", customer: "21" })).toMatchObject({ status: 422 });
    expect(await submit("/storefront/orders", { cart, customer: "new", firstName: "Bo" })).toMatchObject({ status: 422 });
    expect(shop().store.orders.size()).toBe(1);
  });
});
