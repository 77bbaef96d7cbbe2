import type { Deps } from "../deps.server.ts";
import { gid } from "../shopify/gid.ts";
import { CustomerContact } from "./customer-contact.graphql.ts";
import { type Live, readLive } from "./read-live.server.ts";

export type Contact = { name: string; email: string | null };

/** A customer's name and address as Shopify has them now; null where Shopify knows no such customer. */
export async function readCustomerContact(
  { shopify, log }: Pick<Deps, "shopify" | "log">,
  shopId: bigint,
  customerId: bigint,
): Promise<Live<Contact | null>> {
  return readLive({ log }, "customer contact", async () => {
    const { customer } = await shopify.run(shopId, CustomerContact, { id: gid("Customer", customerId) });
    return customer && { name: customer.displayName, email: customer.defaultEmailAddress?.emailAddress ?? null };
  });
}
