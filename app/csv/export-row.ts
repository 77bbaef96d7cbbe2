import { parseMoney } from "#app/money/parse-money.ts";

const NEEDED = [
  "Name", "Email", "Financial Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Amount",
  "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Refunded Amount",
] as const;

const WELCOME = [
  "Id", "Cancelled at", "Accepts Marketing", "Discount Code", "Billing Country", "Shipping Country", "Source",
  "Lineitem sku", "Lineitem discount",
] as const;

export type Column = (typeof NEEDED)[number] | (typeof WELCOME)[number];

/** Where each column stands in the file; Shopify has moved and added columns over the years. */
export type Columns = { width: number; indexOf: ReadonlyMap<Column, number> };

export function findColumns(header: string[]): Columns | { missing: string[] } {
  const byName = new Map(header.map((name, index) => [name.trim().toLowerCase(), index] as const).reverse());
  const indexOf = new Map<Column, number>();
  for (const column of [...NEEDED, ...WELCOME]) {
    const index = byName.get(column.toLowerCase());
    if (index !== undefined) indexOf.set(column, index);
  }
  const missing = NEEDED.filter((column) => !indexOf.has(column));
  return missing.length > 0 ? { missing } : { width: header.length, indexOf };
}

/** Why one cell cannot be read. Thrown by cell readers, turned into a `RowProblem` where the row is at hand. */
export class UnreadableCell extends Error {
  readonly column: string;
  readonly value: string;

  constructor(column: string, value: string, reason: string) {
    super(reason);
    this.column = column;
    this.value = value;
  }
}

export type ExportRow = { rowNumber: number; cells: string[]; columns: Columns };

/** Trimmed; empty where the file has no such column. */
export function cell(row: ExportRow, column: Column): string {
  const index = row.columns.indexOf.get(column);
  return index === undefined ? "" : (row.cells[index]?.trim() ?? "");
}

export function filledCell(row: ExportRow, column: Column): string {
  const value = cell(row, column);
  if (value === "") throw new UnreadableCell(column, value, "is empty");
  return value;
}

/** An amount of zero or more. */
export function moneyCell(row: ExportRow, column: Column, currency: string): number {
  const value = filledCell(row, column);
  let minor: number;
  try {
    minor = parseMoney(value, currency);
  } catch (cause) {
    if (cause instanceof RangeError) throw new UnreadableCell(column, value, cause.message);
    throw cause;
  }
  if (minor < 0) throw new UnreadableCell(column, value, "is below 0");
  return minor;
}

/** Like `moneyCell`; an empty cell is nothing charged, nothing taken off. */
export function moneyCellOrZero(row: ExportRow, column: Column, currency: string): number {
  return cell(row, column) === "" ? 0 : moneyCell(row, column, currency);
}
