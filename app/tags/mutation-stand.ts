import type { ResultFile } from "../shopify/read-bulk-operation.server.ts";
import type { CallKind } from "./plan-calls.ts";

/** Where a bulk mutation of a round stands. */
export type MutationStand =
  /** Not started, as far as is known. */
  | { is: "due" }
  | { is: "under-way"; linesDone: number }
  | { is: "completed"; results: ResultFile | null }
  /** Shopify has given it up, or does not know it any more: what it did until then is in the results, if there are any. */
  | { is: "ended-early"; status: string; results: ResultFile | null };

export type Stands = ReadonlyMap<CallKind, MutationStand>;

/** A tag goes before another comes (see planCalls); metafields take their own way beside them. */
export function kindsToStart(stands: Stands): CallKind[] {
  const removal = stands.get("tagsRemove");
  const mayAdd = removal === undefined || removal.is === "completed";
  return [...stands].filter(([kind, { is }]) => is === "due" && (kind !== "tagsAdd" || mayAdd)).map(([kind]) => kind);
}

/** How much of all lines Shopify has worked through, from 0 to 1. */
export function shareDone(stands: Stands, linesOf: (kind: CallKind) => number): number {
  let lines = 0;
  let done = 0;
  for (const [kind, stand] of stands) {
    lines += linesOf(kind);
    if (stand.is === "under-way") done += Math.min(stand.linesDone, linesOf(kind));
    else if (stand.is !== "due") done += linesOf(kind);
  }
  return lines === 0 ? 0 : done / lines;
}
