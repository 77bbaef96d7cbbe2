import { afterEach, beforeEach } from "vitest";
import { openShop, type OpenShop } from "./open-shop.ts";

export const ORDER_AT = "/store/green-shop/orders/31";
export const CUSTOMER_AT = "/store/green-shop/customers/21";

/** The sandbox's pages as a browser reads them and sends their forms: a shop anew for each test. */
export function usePages() {
  let shop: OpenShop;

  beforeEach(async () => {
    shop = await openShop((req, res) => res.end(`app at ${req.url}`));
  });

  afterEach(async () => {
    await shop.close();
  });

  return {
    shop: () => shop,
    read: async (path: string) => (await fetch(shop.origin + path)).text(),
    /** Sends a form; gives back where the answer leads. */
    async submit(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
      const answer = await fetch(shop.origin + path, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
      return { status: answer.status, to: answer.headers.get("location"), text: await answer.text() };
    },
  };
}
