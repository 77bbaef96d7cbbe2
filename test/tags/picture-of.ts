import type { Sandbox } from "#sandbox/create-sandbox.ts";

/** All that an app could leave behind in a shop; of a customer's tags the order does not matter. */
export function pictureOf({ store }: Sandbox) {
  const customers = [...store.customers.values()].map(({ id, tags }) => ({
    id,
    tags: tags.toSorted(),
    metafields: store.metafieldsOf("CUSTOMER", id).map(({ namespace, key, type, value }) => ({ namespace, key, type, value })).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }));
  return {
    customers: customers.toSorted((a, b) => a.id - b.id),
    definitions: [...store.definitions.values()],
    segments: [...store.segments.values()],
  };
}
