import type { Cell } from "../csv/csv-text.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import type { Deps } from "../deps.server.ts";
import type { CurrentRun } from "../segments/current-borders.repo.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { tierBasis } from "../segments/value-basis.ts";
import { patiently } from "../shopify/patiently.ts";
import { type Among, readBestFirst } from "./best-first.repo.server.ts";
import { CUSTOMER_COLUMNS, type CustomerColumn, customerRow } from "./customer-row.ts";
import { readContacts } from "./read-contacts.server.ts";

/** A segment's customers, the most valuable first. Reading it leaves half of the shop's points to live work. */
export function segmentTable({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint, run: CurrentRun, among: Among): Table<CustomerColumn> {
  const { runId, currency, borders } = run;
  const ours = new Set(namedTags(borders.definition).map(({ tag }) => foldTag(tag)));
  async function* read(): AsyncGenerator<Cell[][]> {
    for await (const page of readBestFirst(db, shopId, { runId, basis: tierBasis(borders) }, among)) {
      const contacts = await readContacts(patiently(shopify), shopId, page.map(({ customerId }) => customerId));
      yield page.flatMap((customer) => {
        const contact = contacts.get(customer.customerId);
        return contact ? [customerRow(customer, contact, { currency, ours })] : [];
      });
    }
  }
  return { columns: CUSTOMER_COLUMNS, pages: read() };
}
