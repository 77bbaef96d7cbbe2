import { formatGid } from "../../gid.ts";
import type { CustomerRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";

/** A customer as webhooks show one since 2025-01: without tags, consent and order totals; who it is only to apps approved for that. */
export function customerPayload(world: World, customer: CustomerRecord) {
  const isApproved = world.approval.level() === "LEVEL_2";
  return {
    id: customer.id,
    admin_graphql_api_id: formatGid("Customer", customer.id),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    first_name: isApproved ? customer.firstName : null,
    last_name: isApproved ? customer.lastName : null,
    email: isApproved ? customer.email : null,
    phone: isApproved ? customer.phone : null,
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
