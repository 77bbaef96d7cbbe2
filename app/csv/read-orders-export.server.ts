import { pipeline } from "node:stream/promises";
import { parse, type CsvError, type Info } from "csv-parse";
import { collectOrders } from "./collect-orders.ts";
import { findColumns, type Columns } from "./export-row.ts";
import type { OrdersExport } from "./exported-order.ts";
import { openCsv } from "./open-csv.server.ts";

type ReadOutcome = ({ kind: "read" } & OrdersExport) | { kind: "refused"; reason: string };

/** Not an orders export at all, as opposed to one with bad rows. */
class Refusal extends Error {}

/**
 * Reads Shopify's "Export orders" file, plain or gzip.
 *
 * Rows that cannot be read are in `problems`. A file that is not such an export, or that ends too early to be trusted
 * with any total, is refused with a sentence that names it.
 */
export async function readOrdersExport(path: string): Promise<ReadOutcome> {
  const collector = collectOrders();
  let columns: Columns | null = null;
  let lastLine = 0;
  const csv = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true });
  try {
    await pipeline(await openCsv(path), csv, async (records: AsyncIterable<{ record: string[]; info: Info }>) => {
      for await (const { record, info } of records) {
        // csv-parse counts the lines up to the end of a record; quoted text may span several.
        const rowNumber = lastLine + 1;
        lastLine = info.lines;
        if (columns === null) columns = requireColumns(record);
        else collector.add({ rowNumber, cells: record, columns });
      }
    });
    if (columns === null) throw new Refusal("it is empty");
    return { kind: "read", ...collector.finish() };
  } catch (cause) {
    const reason = refusalOf(cause, lastLine + 1);
    if (reason === null) throw cause;
    return { kind: "refused", reason: `"${path}" cannot be read as an orders export: ${reason}` };
  }
}

function requireColumns(header: string[]): Columns {
  const found = findColumns(header);
  if (!("missing" in found)) return found;
  const names = found.missing.map((name) => `"${name}"`).join(", ");
  const isSeparatedElse = header.length === 1 && /[;\t]/.test(header[0]!);
  throw new Refusal(`line 1 lacks the ${found.missing.length === 1 ? "column" : "columns"} ${names}${isSeparatedElse ? "; commas have to stand between columns" : ""}`);
}

function refusalOf(cause: unknown, line: number): string | null {
  if (cause instanceof Refusal) return cause.message;
  const code = (cause as NodeJS.ErrnoException | CsvError).code;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
      return "this user may not read it";
    case "Z_BUF_ERROR":
      return "its gzip data end early, so orders are missing";
    case "Z_DATA_ERROR":
      return "its gzip data are damaged";
    case "CSV_QUOTE_NOT_CLOSED":
      return `the quotation mark opened in line ${line} is never closed`;
    default:
      return null;
  }
}
