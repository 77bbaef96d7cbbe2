import { hasAllOrders } from "./has-all-orders.ts";

type Details = { currency: string | null; timeZone: string | null; scopes: readonly string[] };

/** What of a shop's settings bears on its ledger. */
export type ShopChange = {
  timeZone: boolean;
  currency: boolean;
  /** The app may now read orders that it could not read before. */
  moreOrders: boolean;
};

/** Null where nothing did, or nothing was known before. */
export function findShopChange(before: Details, after: Details): ShopChange | null {
  if (before.currency === null || before.timeZone === null) return null;
  const change = {
    timeZone: before.timeZone !== after.timeZone,
    currency: before.currency !== after.currency,
    moreOrders: hasAllOrders(after) && !hasAllOrders(before),
  };
  return Object.values(change).includes(true) ? change : null;
}
