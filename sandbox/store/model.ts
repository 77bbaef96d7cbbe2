/**
 * What the sandbox knows of a shop: plain records, as Shopify would keep them.
 *
 * Money is an integer in minor units of the shop's currency. Instants are ISO 8601 strings in UTC.
 * Ids are Shopify's legacy numeric ids; a gid is built from them only where GraphQL asks for one.
 * Everything derived (current totals, statuses, order counts) is computed from these facts, never stored.
 */

export type ShopRecord = {
  id: number;
  /** Handle before `.myshopify.com`. */
  handle: string;
  name: string;
  currency: string;
  ianaTimezone: string;
  createdAt: string;
};

export type Consent = "SUBSCRIBED" | "NOT_SUBSCRIBED" | "UNSUBSCRIBED";

export type CustomerRecord = {
  id: number;
  createdAt: string;
  updatedAt: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  locale: string;
  emailConsent: Consent;
  smsConsent: Consent;
  dataSaleOptOut: boolean;
  tags: string[];
};

export type ProductRecord = {
  id: number;
  title: string;
  sku: string | null;
  priceMinor: number;
  isGiftCard: boolean;
};

export type LineItemRecord = {
  id: number;
  productId: number | null;
  title: string;
  sku: string | null;
  /** Units ever ordered: those that an edit took off and those refunded are still in it. */
  quantity: number;
  /** Units that an order edit took off; 0 for an order never edited. */
  removedQuantity: number;
  unitPriceMinor: number;
  /** All discounts on the whole line, order-level ones allotted to it included. */
  discountMinor: number;
  /** Tax on the whole line; part of the price where the order's `taxesIncluded` is true. */
  taxMinor: number;
  isGiftCard: boolean;
};

export type RefundRecord = {
  id: number;
  createdAt: string;
  /** Returned units; empty for a refund of an amount only. */
  lines: { lineItemId: number; quantity: number }[];
  /** Shipping handed back. */
  shippingMinor: number;
  /**
   * What the customer got back in all. The part that lines and shipping do not account for is Shopify's
   * `refundDiscrepancySet` (negative: in the customer's favour).
   */
  amountMinor: number;
};

/** Where the payment stands; refunds and voids beyond it are derived or recorded by `cancelledAt` and `refunds`. */
export type PaymentState = "PAID" | "PENDING" | "AUTHORIZED" | "PARTIALLY_PAID" | "VOIDED" | "EXPIRED";

export type OrderRecord = {
  id: number;
  /** What a merchant sees, `#1001`. */
  name: string;
  customerId: number | null;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  test: boolean;
  payment: PaymentState;
  /** Money that came in before refunds. */
  receivedMinor: number;
  taxesIncluded: boolean;
  shippingMinor: number;
  /** Tax on shipping, part of its price where `taxesIncluded` is true; absent where there is none. */
  shippingTaxMinor?: number;
  tipMinor: number;
  /** Correction so that the lines add up to the subtotal an imported order states; 0 for orders made here. */
  subtotalAdjustmentMinor: number;
  /** Tax an imported order states without saying on which line; 0 for orders made here. */
  unallottedTaxMinor: number;
  sourceName: string | null;
  /** What the merchant's own link said through which the customer first came; null where there was none. */
  utmSource: string | null;
  utmCampaign: string | null;
  countryCode: string | null;
  discountCode: string | null;
  lines: LineItemRecord[];
  refunds: RefundRecord[];
};

/** The owner types whose metafields the sandbox keeps. */
export type MetafieldOwner = "CUSTOMER" | "ORDER" | "SHOP";

export type MetafieldDefinitionRecord = {
  id: number;
  ownerType: MetafieldOwner;
  /** Resolved namespace, `app--<app id>` for `$app`. */
  namespace: string;
  key: string;
  name: string;
  description: string | null;
  type: string;
  adminAccess: string | null;
  adminFilterable: boolean;
};

export type MetafieldRecord = {
  id: number;
  /** Shopify's `MetafieldOwnerType`; legacy ids are only unique within one type. */
  ownerType: MetafieldOwner;
  ownerId: number;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
};
