import { join } from "node:path";
import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { CUSTOMER_COLUMNS, type CustomerRow, customerRow } from "./customer-rows.ts";
import type { ValuedCustomer } from "./value-customers.ts";
import { type WriteOutcome, writeWhole } from "./write-whole.server.ts";

export function writeCustomers(outDir: string, customers: readonly ValuedCustomer[], currency: string): Promise<WriteOutcome> {
  const rows = Readable.from(rowsOf(customers, currency));
  return writeWhole(join(outDir, "customers.csv"), rows.pipe(stringify({ header: true, columns: [...CUSTOMER_COLUMNS] })));
}

function* rowsOf(customers: readonly ValuedCustomer[], currency: string): Iterable<CustomerRow> {
  for (const customer of customers) yield customerRow(customer, currency);
}
