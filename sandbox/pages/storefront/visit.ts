import type { CustomerRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { type CartLine, readCart, writeCart } from "./cart.ts";

export type Shopper = { kind: "customer"; customer: CustomerRecord } | { kind: "guest" } | { kind: "new" };

/** Who is shopping and what is in the cart: all that the storefront knows, read from the address. */
export type Visit = { shopper: Shopper | null; cart: CartLine[] };

export function readVisit(world: World, search: URLSearchParams): Visit {
  return { shopper: readShopper(world, search.get("customer")), cart: readCart(world, search.get("cart") ?? "") };
}

function readShopper(world: World, text: string | null): Shopper | null {
  if (text === "guest" || text === "new") return { kind: text };
  const customer = world.store.customers.get(Number(text));
  return customer === undefined ? null : { kind: "customer", customer };
}

export function shopperKey(shopper: Shopper): string {
  return shopper.kind === "customer" ? String(shopper.customer.id) : shopper.kind;
}

/** The storefront's address for a visit. */
export function visitAddress(visit: Visit): string {
  const search = new URLSearchParams();
  if (visit.shopper !== null) search.set("customer", shopperKey(visit.shopper));
  if (visit.cart.length > 0) search.set("cart", writeCart(visit.cart));
  const query = search.toString();
  return query === "" ? "/storefront" : `/storefront?${query}`;
}
