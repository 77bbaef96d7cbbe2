import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { CUSTOMER_COLUMNS, type CustomerRow, customerRow } from "./customer-rows.ts";
import type { ValuedCustomer } from "./value-customers.ts";

type WriteOutcome = { kind: "written"; path: string } | { kind: "refused"; reason: string };

/** Writes customers.csv whole or not at all. */
export async function writeCustomers(outDir: string, customers: readonly ValuedCustomer[], currency: string): Promise<WriteOutcome> {
  const path = join(outDir, "customers.csv");
  try {
    await mkdir(outDir, { recursive: true });
    await writeWhole(path, rowsOf(customers, currency));
    return { kind: "written", path };
  } catch (cause) {
    const reason = whyNotWritten((cause as NodeJS.ErrnoException).code);
    if (reason === null) throw cause;
    return { kind: "refused", reason: `customers.csv cannot be written to "${outDir}": ${reason}` };
  }
}

/** Under another name first: a file of this name is either the old one or complete. */
async function writeWhole(path: string, rows: Iterable<CustomerRow>): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await pipeline(Readable.from(rows), stringify({ header: true, columns: [...CUSTOMER_COLUMNS] }), createWriteStream(draft, { flags: "wx" }));
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

function* rowsOf(customers: readonly ValuedCustomer[], currency: string): Iterable<CustomerRow> {
  for (const customer of customers) yield customerRow(customer, currency);
}

function whyNotWritten(code: string | undefined): string | null {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "this user may not write there";
    case "EROFS":
      return "its disk is read-only";
    case "ENOSPC":
      return "the disk is full";
    case "EEXIST":
    case "ENOTDIR":
      return "it is no folder, or lies in something that is none";
    case "ENOENT":
      return "its disk takes no new files";
    case "EISDIR":
      return "a folder of the name customers.csv is in the way";
    default:
      return null;
  }
}
