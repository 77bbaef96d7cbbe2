import { cell, filledCell, moneyCell, moneyCellOrZero, UnreadableCell, type Column, type ExportRow } from "./export-row.ts";
import { EXPORTED_STATUSES, type ExportedOrder, type ExportedStatus } from "./exported-order.ts";
import { parseExportInstant, type ExportInstant } from "./parse-export-instant.ts";
import { isCurrencyCode } from "#app/money/minor-digits.ts";

/** Filled on the first row of an order only. `Name`, `Email` and `Created at` stand on each of its rows. */
const ORDER_COLUMNS = ["Id", "Financial Status", "Currency", "Subtotal", "Total"] as const satisfies Column[];

export function isOrderRow(row: ExportRow): boolean {
  return ORDER_COLUMNS.some((column) => cell(row, column) !== "");
}

/** @throws UnreadableCell naming the first cell that makes the order's own figures unusable */
export function readOrderRow(row: ExportRow): ExportedOrder {
  const currency = readCurrency(row);
  const created = readInstant(row, "Created at");
  const subtotalMinor = moneyCell(row, "Subtotal", currency);
  const shippingMinor = moneyCellOrZero(row, "Shipping", currency);
  const taxMinor = moneyCellOrZero(row, "Taxes", currency);
  const totalMinor = moneyCell(row, "Total", currency);
  return {
    rowNumber: row.rowNumber,
    name: filledCell(row, "Name"),
    id: cell(row, "Id") || null,
    email: readEmail(row),
    acceptsMarketing: cell(row, "Accepts Marketing").toLowerCase() === "yes",
    financialStatus: readStatus(row),
    createdAt: created.instant,
    cancelledAt: cell(row, "Cancelled at") === "" ? null : readInstant(row, "Cancelled at").instant,
    utcOffsetMinutes: created.utcOffsetMinutes,
    currency,
    subtotalMinor,
    shippingMinor,
    taxMinor,
    taxesIncluded: taxMinor > 0 && totalMinor === subtotalMinor + shippingMinor,
    totalMinor,
    discountMinor: moneyCellOrZero(row, "Discount Amount", currency),
    discountCode: cell(row, "Discount Code") || null,
    refundedMinor: moneyCellOrZero(row, "Refunded Amount", currency),
    country: cell(row, "Shipping Country") || cell(row, "Billing Country") || null,
    source: cell(row, "Source") || null,
    lines: [],
  };
}

/** Null is a guest. What stands for every byte that is no letter would make one customer of two. */
function readEmail(row: ExportRow): string | null {
  const value = cell(row, "Email");
  if (value.includes("\ufffd")) throw new UnreadableCell("Email", value, "is not UTF-8, in which Shopify exports: the file was saved anew by another program");
  return value.toLowerCase() || null;
}

function readCurrency(row: ExportRow): string {
  const value = filledCell(row, "Currency");
  if (!isCurrencyCode(value)) throw new UnreadableCell("Currency", value, "is not a code of three capital letters such as USD");
  return value;
}

function readStatus(row: ExportRow): ExportedStatus {
  const value = filledCell(row, "Financial Status");
  const status = EXPORTED_STATUSES.find((known) => known === value.toLowerCase());
  if (status === undefined) {
    throw new UnreadableCell("Financial Status", value, `is none of ${EXPORTED_STATUSES.join(", ")}`);
  }
  return status;
}

function readInstant(row: ExportRow, column: "Created at" | "Cancelled at"): ExportInstant {
  const value = filledCell(row, column);
  const instant = parseExportInstant(value);
  if (instant === null) throw new UnreadableCell(column, value, "is not a time such as 2010-12-01 08:26:00 +0000");
  return instant;
}
