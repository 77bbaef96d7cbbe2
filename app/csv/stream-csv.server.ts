import { type Cell, csvHead, csvText } from "./csv-text.ts";
import { streamPages } from "./stream-pages.server.ts";

export type Table<Column extends string = string> = { columns: readonly Column[]; pages: AsyncGenerator<Cell[][]> };

/** A table as a file that is made while it is read; one that breaks off says so in its last row. */
export function streamCsv(table: Table, reader: Parameters<typeof streamPages>[1]): Promise<ReadableStream<Uint8Array>> {
  return streamPages(csvPages(table), { ...reader, brokenOff: csvText([[reader.brokenOff]]) });
}

async function* csvPages({ columns, pages }: Table): AsyncGenerator<string> {
  let head = csvHead(columns);
  for await (const page of pages) {
    yield head + csvText(page);
    head = "";
  }
  if (head !== "") yield head;
}
