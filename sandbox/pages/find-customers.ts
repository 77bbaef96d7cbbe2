import type { CustomerRecord } from "../store/model.ts";
import type { World } from "../world.ts";

/** Newest first. Every word of the query must occur in the name, the email address, the phone number or a tag. */
export function findCustomers(world: World, query: string): CustomerRecord[] {
  const wanted = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const found = [...world.store.customers.values()].filter((customer) => {
    const text = [customer.id, customer.firstName, customer.lastName, customer.email, customer.phone, ...customer.tags].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return found.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
}
