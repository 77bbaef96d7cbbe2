import type { ResultFile } from "../shopify/read-bulk-operation.server.ts";
import type { CallKind } from "./plan-calls.ts";
import { SLOTS } from "./split-round.ts";

/** Where a bulk mutation of a round stands. */
export type MutationStand =
  /** Not started, as far as is known. */
  | { is: "due" }
  | { is: "under-way"; linesDone: number }
  | { is: "completed"; results: ResultFile | null }
  /** Shopify has given it up, or does not know it any more: what it did until then is in the results, if there are any. */
  | { is: "ended-early"; status: string; results: ResultFile | null };

/** One of a round's mutations, and where it stands. */
export type Standing = { mutation: { kind: CallKind; customerIds: readonly bigint[] }; stand: MutationStand };

/** A tag goes before another comes (see planCalls); metafields take their own way beside them. No more than Shopify runs at a time. */
export function mutationsToStart<S extends Standing>(round: readonly S[]): S["mutation"][] {
  const mayAdd = round.every(({ mutation, stand }) => mutation.kind !== "tagsRemove" || stand.is === "completed");
  const due = round.filter(({ mutation, stand }) => stand.is === "due" && (mutation.kind !== "tagsAdd" || mayAdd));
  const underWay = round.filter(({ stand }) => stand.is === "under-way");
  return due.slice(0, SLOTS - underWay.length).map(({ mutation }) => mutation);
}

/** How much of all lines Shopify has worked through, from 0 to 1. */
export function shareDone(round: readonly Standing[]): number {
  let lines = 0;
  let done = 0;
  for (const { mutation: { customerIds }, stand } of round) {
    lines += customerIds.length;
    if (stand.is === "under-way") done += Math.min(stand.linesDone, customerIds.length);
    else if (stand.is !== "due") done += customerIds.length;
  }
  return lines === 0 ? 0 : done / lines;
}
