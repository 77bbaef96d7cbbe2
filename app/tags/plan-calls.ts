import { METAFIELD_KEYS } from "../segments/metafield-keys.ts";
import { gid } from "../shopify/gid.ts";
import type { Operation } from "../shopify/operation.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import { METAFIELD_NAMESPACE } from "./metafield-definitions.ts";
import { metafieldInput } from "./metafield-input.ts";
import { MetafieldsDelete } from "./metafields-delete.graphql.ts";
import { MetafieldsSet } from "./metafields-set.graphql.ts";
import { FIGURES_A_CALL } from "./pack-figures.ts";
import { TagsAdd } from "./tags-add.graphql.ts";
import { TagsRemove } from "./tags-remove.graphql.ts";

/** What each of the four mutations answers: one field, with what was refused. */
export type WriteAnswer = Record<string, { userErrors: { message: string }[] } | null>;

export const WRITE_OPERATIONS = {
  tagsRemove: TagsRemove,
  tagsAdd: TagsAdd,
  metafieldsSet: MetafieldsSet,
  metafieldsDelete: MetafieldsDelete,
} as const satisfies Record<string, Operation<WriteAnswer, object>>;

export type CallKind = keyof typeof WRITE_OPERATIONS;

export const CALL_KINDS = Object.keys(WRITE_OPERATIONS) as CallKind[];

export type Call = {
  kind: CallKind;
  variables: object;
  /** Tags or metafields in it. */
  size: number;
};

/** What Shopify charges for any mutation. */
export const POINTS_A_CALL = 10;

/** A customer, a connection, and each of our figures in it. */
const POINTS_A_READING = 3 + METAFIELD_KEYS.length;

/**
 * The calls that a difference takes, in the order to make them: a tag goes before another comes, since two tiers at
 * once may set off two discounts, and a customer with 250 tags has no room for one more. A customer has fewer
 * metafields of ours than the 25 that one call takes.
 */
export function planCalls(customerId: bigint, diff: CustomerDiff): Call[] {
  const id = gid("Customer", customerId);
  const set = Object.entries(diff.setMetafields).map(([key, value]) => metafieldInput(customerId, key, value));
  const unset = diff.deleteMetafields.map((key) => ({ ownerId: id, namespace: METAFIELD_NAMESPACE, key }));
  const calls: Call[] = [
    { kind: "tagsRemove", variables: { id, tags: diff.removeTags }, size: diff.removeTags.length },
    { kind: "tagsAdd", variables: { id, tags: diff.addTags }, size: diff.addTags.length },
    { kind: "metafieldsSet", variables: { metafields: set }, size: set.length },
    { kind: "metafieldsDelete", variables: { metafields: unset }, size: unset.length },
  ];
  return calls.filter(({ size }) => size > 0);
}

/** What direct calls for one customer among several cost, with the reading of the figures that are to change. */
export function pointsOf({ addTags, removeTags, setMetafields, deleteMetafields }: CustomerDiff): number {
  const calls = [addTags, removeTags, deleteMetafields].filter(({ length }) => length > 0).length;
  const figures = Object.keys(setMetafields).length;
  return calls * POINTS_A_CALL + (figures === 0 ? 0 : POINTS_A_READING + (figures / FIGURES_A_CALL) * POINTS_A_CALL);
}

/** What came of a call: done, or why Shopify refused, in its own words. Null where the answer does not say. */
export function readAnswer(answer: WriteAnswer): { refusal: string | null } | null {
  const [payload] = Object.values(answer);
  if (!payload) return null;
  return { refusal: payload.userErrors.length > 0 ? [...new Set(payload.userErrors.map(({ message }) => message))].join("; ") : null };
}
