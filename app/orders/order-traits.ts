/**
 * What an import asks of an order. Raise it with each field that is added: every shop's orders are then read once more in
 * the night (renew-traits.server.ts), and a file that was begun before is not read.
 */
export const TRAITS_VERSION = 3;

/** Whether the order was cheaper than listed: by a code that was entered, or by what the shop took off unasked. */
export type DiscountUse = "none" | "code" | "without-code";

/** What reports are cut by. Nothing of it bears on an order's value, and nothing of it has to be there: null is not known. */
export type OrderTraits = {
  /** Shopify's name of where it was sold, as in the column Source of an export: `web`, `pos`, the number of an app. */
  channel: string | null;
  /** Two letters, of the shipping or else the billing address. No more of it is read. */
  country: string | null;
  /** What first led the customer to the shop: the merchant's own utm_source, else what Shopify saw. Lower case. */
  visitSource: string | null;
  /** utm_campaign of that visit. Lower case. */
  campaign: string | null;
  discount: DiscountUse | null;
};
