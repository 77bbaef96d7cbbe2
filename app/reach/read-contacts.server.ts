import type { ShopifyAdmin } from "../shopify/admin.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import { ContactsOfSegment } from "./contacts-of-segment.graphql.ts";

export type Contact = {
  tags: string[];
  emailConsent: string | null;
  smsConsent: string | null;
  /** Null where the customer has not subscribed to that way. */
  email: string | null;
  phone: string | null;
};

/**
 * What Shopify says of customers now. Who objects to the sale of their data, and who is not there any more, is not in it.
 */
export async function readContacts(shopify: ShopifyAdmin, shopId: bigint, customerIds: readonly bigint[]): Promise<Map<bigint, Contact>> {
  if (customerIds.length === 0) return new Map();
  const { nodes } = await shopify.run(shopId, ContactsOfSegment, { ids: customerIds.map((id) => gid("Customer", id)) });
  const contacts = new Map<bigint, Contact>();
  for (const node of nodes) {
    if (!node || !("tags" in node) || node.dataSaleOptOut) continue;
    const { tags, defaultEmailAddress: email, defaultPhoneNumber: phone } = node;
    const emailConsent = email?.marketingState ?? null;
    const smsConsent = phone?.smsMarketingConsent.state ?? null;
    contacts.set(idOfGid(node.id), {
      tags,
      emailConsent,
      smsConsent,
      email: emailConsent === "SUBSCRIBED" ? email!.emailAddress : null,
      phone: smsConsent === "SUBSCRIBED" ? phone!.phoneNumber : null,
    });
  }
  return contacts;
}
