import { tagsChangedPayload, customerPayload } from "../webhooks/payloads/customer-payload.ts";
import type { CustomerRecord } from "../store/model.ts";
import type { World } from "../world.ts";

const MOST_TAGS = 250;
const LONGEST_TAG = 255;

export type TagChange = { kind: "changed"; customer: CustomerRecord } | { kind: "refused"; reason: string };

/** Adds or removes tags of a customer by Shopify's rules: without regard to case, and a customer without change is left alone. */
export function changeTags(world: World, input: { customerId: number; add?: string[]; remove?: string[] }): TagChange {
  const before = world.store.customers.require(input.customerId);
  const wanted = splitTags(input.add ?? []);
  const tooLong = wanted.find((tag) => tag.length > LONGEST_TAG);
  if (tooLong) return { kind: "refused", reason: `Tag "${tooLong.slice(0, 40)}…" is too long (maximum is ${LONGEST_TAG} characters)` };

  const unwanted = new Set(splitTags(input.remove ?? []).map(fold));
  const kept = before.tags.filter((tag) => !unwanted.has(fold(tag)));
  const removed = before.tags.filter((tag) => unwanted.has(fold(tag)));
  const present = new Set(kept.map(fold));
  const added = wanted.filter((tag) => !present.has(fold(tag)) && present.add(fold(tag)));
  if (added.length === 0 && removed.length === 0) return { kind: "changed", customer: before };
  if (kept.length + added.length > MOST_TAGS) return { kind: "refused", reason: `A customer cannot have more than ${MOST_TAGS} tags` };

  const customer = { ...before, tags: [...kept, ...added], updatedAt: world.clock.iso() };
  world.store.customers.put(customer);
  announce(world, customer, { added, removed });
  return { kind: "changed", customer };
}

function announce(world: World, customer: CustomerRecord, change: { added: string[]; removed: string[] }): void {
  const event = world.webhooks.newEvent();
  event.send("customers/update", customerPayload(world, customer));
  if (change.added.length > 0) event.send("customer.tags_added", tagsChangedPayload(world, customer, change.added));
  if (change.removed.length > 0) event.send("customer.tags_removed", tagsChangedPayload(world, customer, change.removed));
}

/** Shopify also takes several tags in one text, between commas. */
function splitTags(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(",")).map((tag) => tag.trim()).filter((tag) => tag !== "");
}

function fold(tag: string): string {
  return tag.toLowerCase();
}
