import { listOf, refuse, text } from "#app/math/check-shape.ts";
import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

const checkNames = listOf(text);
const checkRows = listOf(listOf((place, cell) => {
  if (cell !== null && typeof cell !== "string" && !Number.isFinite(cell)) refuse(place, cell, "text, a finite number or null");
}));

/**
 * The first line of a file. Excel takes a file for UTF-8 only behind a mark, which other readers may take for a letter of
 * the first name: it stands only where a name needs it.
 */
export function csvHead(columns: readonly string[]): string {
  checkNames("columns", columns);
  const line = csvText([columns]);
  return /[^\0-\x7f]/.test(line) ? `\uFEFF${line}` : line;
}

/** Rows as lines of CSV. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  checkRows("rows", rows);
  return stringify(rows.map((row) => row.map((cell) => (typeof cell === "string" ? asText(cell) : cell))));
}

/**
 * A spreadsheet takes a cell that begins like a formula for one and runs it, whoever wrote it; it leaves text behind an
 * apostrophe alone. A number does no harm, nor does a telephone number, which a tool that is to dial it needs as it is.
 */
export function asText(cell: string): string {
  text("cell", cell);
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}
