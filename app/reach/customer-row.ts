import type { Cell } from "../csv/csv-text.ts";
import { minorToDecimal } from "../money/minor-to-decimal.ts";
import { foldTag } from "../segments/fold-tag.ts";
import type { Contact } from "./read-contacts.server.ts";

export const CUSTOMER_COLUMNS = [
  "customer_id", "tags", "value_tier", "stage", "lifetime_value", "historic_value", "predicted_value", "currency", "orders",
  "last_order_date", "email_consent", "sms_consent", "email", "phone",
] as const;
export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number];

export type ListedCustomer = {
  customerId: bigint;
  lifetimeValueMinor: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  ordersCount: number;
  lastOrderDay: string;
  valueTier: string;
  stage: string;
};

type Words = {
  currency: string;
  /** Our tags, folded. */
  ours: ReadonlySet<string>;
};

/** A customer's line in a file: addresses only of those who have subscribed to that way. */
export function customerRow(customer: ListedCustomer, contact: Contact, { currency, ours }: Words): Cell[] {
  const money = (minor: number) => minorToDecimal(minor, currency);
  const row: Record<CustomerColumn, Cell> = {
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
  return CUSTOMER_COLUMNS.map((column) => row[column]);
}
