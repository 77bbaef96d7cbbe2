import { text as someText } from "#app/math/check-shape.ts";
import { type CsvError, type Info, parse } from "csv-parse/sync";

export type Row = { line: number; cells: string[] };

type Table =
  | { kind: "table"; rows: Row[] }
  /** A quotation mark is never closed: nothing after it can be told apart. */
  | { kind: "open-quote" };

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * Text of a spreadsheet as rows of trimmed cells, each with the line it begins in. Spreadsheets separate by commas,
 * semicolons or tabs as their country does: it is what the first line has most of. Lines without anything are left out.
 */
export function parseTable(text: string): Table {
  someText("text", text);
  try {
    const options = { bom: true, info: true, relax_column_count: true, relax_quotes: true, delimiter: delimiterOf(text) } as const;
    const records = parse(text, options) as unknown as { record: string[]; info: Info }[];
    const rows = records.map(({ record }, index) => ({
      // csv-parse counts the lines up to the end of a record; quoted text may span several.
      line: (records[index - 1]?.info.lines ?? 0) + 1,
      cells: record.map((cell) => cell.trim()),
    }));
    return { kind: "table", rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")) };
  } catch (cause) {
    if ((cause as CsvError).code === "CSV_QUOTE_NOT_CLOSED") return { kind: "open-quote" };
    throw cause;
  }
}

function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.trimStart())![0];
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
