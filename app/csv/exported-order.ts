/** One line item of an order in Shopify's "Export orders" file. */
export type ExportedLine = {
  /** Line of the file on which the row starts; the header is line 1. */
  rowNumber: number;
  quantity: number;
  title: string;
  sku: string | null;
  /** Of one unit. */
  priceMinor: number;
  discountMinor: number;
};

export const EXPORTED_STATUSES = [
  "authorized", "expired", "paid", "partially_paid", "partially_refunded", "pending", "refunded", "voided",
] as const;

export type ExportedStatus = (typeof EXPORTED_STATUSES)[number];

/** An order as the export tells it. Money is in minor units of `currency`. */
export type ExportedOrder = {
  rowNumber: number;
  /** What the merchant sees, `#1001`. */
  name: string;
  id: string | null;
  /** Lower case; `null` is a guest. */
  email: string | null;
  acceptsMarketing: boolean;
  financialStatus: ExportedStatus;
  /** Instants in UTC, `2010-12-01T08:26:00Z`. */
  createdAt: string;
  cancelledAt: string | null;
  /** What the file's clock was ahead of UTC when the order was made: its calendar day is the shop's. */
  utcOffsetMinutes: number;
  currency: string;
  /** After discounts, before shipping; holds the tax where prices include it. */
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  /** The export does not say; it shows in a total that the tax does not raise. */
  taxesIncluded: boolean;
  totalMinor: number;
  discountMinor: number;
  discountCode: string | null;
  refundedMinor: number;
  country: string | null;
  source: string | null;
  lines: ExportedLine[];
};

/** A row that could not be read, and what had to be left out for it. */
export type RowProblem = {
  rowNumber: number;
  /** The order's name as far as the row tells it. */
  order: string;
  column: string;
  value: string;
  reason: string;
  leavesOut: "order" | "line";
  /** Line items left out: all of the order's, or this one. */
  lines: number;
};

/**
 * Adds up: every row is blank, without a line item, a line or a line left out
 * (`rows = blankRows + rowsWithoutLine + lines + linesLeftOut`), and `problems` name each order and line left out.
 */
type ExportCounts = {
  rows: number;
  blankRows: number;
  rowsWithoutLine: number;
  orders: number;
  ordersLeftOut: number;
  lines: number;
  linesLeftOut: number;
};

export type OrdersExport = { orders: ExportedOrder[]; problems: RowProblem[]; counts: ExportCounts };
