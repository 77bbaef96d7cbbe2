import type { Cell } from "../csv/csv-text.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import type { Deps } from "../deps.server.ts";
import { minorToDecimal } from "../money/minor-to-decimal.ts";
import type { CurrentRun } from "../segments/current-borders.repo.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { tierBasis } from "../segments/value-basis.ts";
import { patiently } from "../shopify/patiently.ts";
import { type Among, type RankedCustomer, readBestFirst } from "./best-first.repo.server.ts";
import { type Contact, readContacts } from "./read-contacts.server.ts";

const COLUMNS = [
  "customer_id", "tags", "value_tier", "stage", "lifetime_value", "historic_value", "predicted_value", "currency", "orders",
  "last_order_date", "email_consent", "sms_consent", "email", "phone",
] as const;
export type SegmentColumn = (typeof COLUMNS)[number];

/** A segment's customers, the most valuable first. */
export function segmentTable({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint, run: CurrentRun, among: Among): Table<SegmentColumn> {
  return customersTable({ shopify }, shopId, run, readBestFirst(db, shopId, { runId: run.runId, basis: tierBasis(run.borders) }, among));
}

type Listed = Omit<RankedCustomer, "valueMinor">;

/**
 * Customers in the order in which they come, of whom `isWanted` says so; addresses only of those who have subscribed to
 * that way. Reading it leaves half of the shop's points to live work.
 */
export function customersTable(
  { shopify }: Pick<Deps, "shopify">,
  shopId: bigint,
  { currency, borders }: CurrentRun,
  customers: AsyncIterable<Listed[]>,
  isWanted: (contact: Contact) => boolean = () => true,
): Table<SegmentColumn> {
  const ours = new Set(namedTags(borders.definition).map(({ tag }) => foldTag(tag)));
  async function* read(): AsyncGenerator<Cell[][]> {
    for await (const page of customers) {
      const contacts = await readContacts(patiently(shopify), shopId, page.map(({ customerId }) => customerId));
      yield page.flatMap((customer) => {
        const contact = contacts.get(customer.customerId);
        return contact && isWanted(contact) ? [rowOf(customer, contact, { currency, ours })] : [];
      });
    }
  }
  return { columns: COLUMNS, pages: read() };
}

type Words = { currency: string; ours: ReadonlySet<string> };

function rowOf(customer: Listed, contact: Contact, { currency, ours }: Words): Cell[] {
  const money = (minor: number) => minorToDecimal(minor, currency);
  const row: Record<SegmentColumn, Cell> = {
    customer_id: String(customer.customerId),
    tags: contact.tags.filter((tag) => ours.has(foldTag(tag))).join(", "),
    value_tier: customer.valueTier,
    stage: customer.stage,
    lifetime_value: money(customer.lifetimeValueMinor),
    historic_value: money(customer.historicValueMinor),
    predicted_value: money(customer.predictedValueMinor),
    currency,
    orders: customer.ordersCount,
    last_order_date: customer.lastOrderDay,
    email_consent: contact.emailConsent,
    sms_consent: contact.smsConsent,
    email: contact.email,
    phone: contact.phone,
  };
  return COLUMNS.map((column) => row[column]);
}
