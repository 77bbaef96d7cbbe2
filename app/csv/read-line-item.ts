import { cell, filledCell, moneyCell, moneyCellOrZero, UnreadableCell, type Column, type ExportRow } from "./export-row.ts";
import type { ExportedLine } from "./exported-order.ts";

const LINE_COLUMNS = ["Lineitem quantity", "Lineitem name", "Lineitem price"] as const satisfies Column[];

export function hasLineItem(row: ExportRow): boolean {
  return LINE_COLUMNS.some((column) => cell(row, column) !== "");
}

/** @throws UnreadableCell naming the first cell that is in the way */
export function readLineItem(row: ExportRow, currency: string): ExportedLine {
  return {
    rowNumber: row.rowNumber,
    quantity: readQuantity(row),
    // A real export has products without a title; the line's money counts all the same.
    title: cell(row, "Lineitem name"),
    sku: cell(row, "Lineitem sku") || null,
    priceMinor: moneyCell(row, "Lineitem price", currency),
    discountMinor: moneyCellOrZero(row, "Lineitem discount", currency),
  };
}

function readQuantity(row: ExportRow): number {
  const value = filledCell(row, "Lineitem quantity");
  const quantity = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(quantity)) {
    throw new UnreadableCell("Lineitem quantity", value, "is not a whole number of 0 or more");
  }
  return quantity;
}
