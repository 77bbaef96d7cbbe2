import { join } from "node:path";
import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { CUSTOMER_COLUMNS, type CustomerRow, customerRow } from "./customer-rows.ts";
import { CUSTOMERS_FILE } from "./parse-clv-arguments.ts";
import type { ValuedCustomer } from "./value-customers.ts";
import type { WholeFile } from "./write-whole.server.ts";

export function customersFile(outDir: string, customers: readonly ValuedCustomer[], currency: string): WholeFile {
  const rows = Readable.from(rowsOf(customers, currency));
  return { path: join(outDir, CUSTOMERS_FILE), text: rows.pipe(stringify({ header: true, columns: [...CUSTOMER_COLUMNS] })) };
}

function* rowsOf(customers: readonly ValuedCustomer[], currency: string): Iterable<CustomerRow> {
  for (const customer of customers) yield customerRow(customer, currency);
}
