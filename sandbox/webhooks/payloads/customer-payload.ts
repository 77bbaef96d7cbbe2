import { formatGid } from "../../gid.ts";
import type { CustomerRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";

/** A customer as webhooks show one since 2025-01: without tags, consent and order totals. */
export function customerPayload(world: World, customer: CustomerRecord) {
  return {
    id: customer.id,
    admin_graphql_api_id: formatGid("Customer", customer.id),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    state: "disabled",
    note: null,
    verified_email: true,
    tax_exempt: false,
    currency: world.store.shop().currency,
  };
}

export function tagsChangedPayload(world: World, customer: CustomerRecord, tags: readonly string[]) {
  return { customerId: formatGid("Customer", customer.id), tags, occurredAt: world.clock.iso() };
}
