import { z } from "zod";
import type { Cell } from "../../csv/csv-text.ts";
import { foldTag } from "../../segments/fold-tag.ts";
import { type ConsentWay, isSubscribed } from "../consent.ts";
import { customerRow } from "../customer-row.ts";
import { readContacts } from "../read-contacts.server.ts";
import type { ReadLines } from "./file-parts.repo.server.ts";

const Listed = z.array(
  z.object({
    customerId: z.bigint(),
    lifetimeValueMinor: z.number(),
    historicValueMinor: z.number(),
    predictedValueMinor: z.number(),
    ordersCount: z.number(),
    lastOrderDay: z.string(),
    valueTier: z.string(),
    stage: z.string(),
  }),
);

/** Of those of a list: what Shopify says of them now, addresses only of subscribers. */
export const readListLines: ReadLines = async (shopify, file, noted) => {
  const customers = Listed.parse(noted);
  const contacts = await readContacts(shopify, file.shopId, customers.map(({ customerId }) => customerId));
  const consent = file.consent as ConsentWay | null;
  const words = { currency: file.currency, ours: new Set(file.tags.map(foldTag)) };
  return customers.flatMap((customer): Cell[][] => {
    const contact = contacts.get(customer.customerId);
    return contact && (consent === null || isSubscribed(contact, consent)) ? [customerRow(customer, contact, words)] : [];
  });
};
