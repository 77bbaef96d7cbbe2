import { foldTag } from "../segments/fold-tag.ts";
import { METAFIELD_KEYS } from "../segments/metafield-keys.ts";
import { UnreadableRecord } from "../orders/unreadable-record.ts";
import { idOfGid } from "../shopify/gid.ts";
import type { TaggedInBulkQuery } from "../shopify/generated/operations.ts";
import type { Marks } from "./diff-customer.ts";

type Node = TaggedInBulkQuery["customers"]["edges"][number]["node"];

/** A customer in Shopify with what stands there of names and figures of ours, by whomever. */
export type Carrier = Marks & { customerId: bigint };

/**
 * A line of the file that tagged-in-bulk.graphql.ts asks for, or tags-in-bulk.graphql.ts, without figures. Of the tags only
 * these names, in their spelling and order.
 *
 * @throws UnreadableRecord naming the beginning of the line
 */
export function parseCarrier(line: string, names: readonly string[]): Carrier {
  try {
    const node = JSON.parse(line) as Pick<Node, "id" | "tags"> & Partial<Node>;
    const carried = new Set(node.tags.map(foldTag));
    const figures = METAFIELD_KEYS.flatMap((key) => (node[key] ? [[key, node[key].value]] : []));
    return {
      customerId: idOfGid(node.id),
      tags: names.filter((name) => carried.has(foldTag(name))),
      metafields: Object.fromEntries(figures) as Record<string, string>,
    };
  } catch (cause) {
    throw new UnreadableRecord(`"${line.slice(0, 60)}"`, cause);
  }
}
