import { setImmediate as breathe } from "node:timers/promises";
import type { Caller } from "../graphql/fields.ts";
import { type ConnectionPlan, type NodePlan, readAll } from "./plan-bulk-query.ts";

/** Lines of JSONL, and how many of them are nodes of the outermost connections. */
export type Batch = { lines: string[]; roots: number };

/** Outermost nodes read before other requests get a turn. */
const ROOTS_A_BATCH = 200;

type Group = { plan: NodePlan; sources: readonly unknown[]; parentId: unknown };

/** The result of a bulk query, batch by batch. Children come after their parent but not next to it, as ungrouped results do. */
export async function* walkBulkQuery(plans: readonly ConnectionPlan[], caller: Caller): AsyncGenerator<Batch> {
  for (const plan of plans) {
    const roots = plan.nodesOf(undefined, caller);
    for (let start = 0; start < roots.length; start += ROOTS_A_BATCH) {
      const sources = roots.slice(start, start + ROOTS_A_BATCH);
      const lines: string[] = [];
      writeLevel([{ plan: plan.node, sources, parentId: undefined }], lines, caller);
      yield { lines, roots: sources.length };
      await breathe();
    }
  }
}

/** One line of each group in turn, so that the children of different parents are mixed; then the level below. */
function writeLevel(groups: readonly Group[], lines: string[], caller: Caller): void {
  const below: Group[] = [];
  const longest = groups.reduce((most, { sources }) => Math.max(most, sources.length), 0);
  for (let turn = 0; turn < longest; turn++) {
    for (const { plan, sources, parentId } of groups) {
      if (turn >= sources.length) continue;
      const node = readAll(plan.fields, sources[turn], caller);
      if (parentId !== undefined) node["__parentId"] = parentId;
      lines.push(JSON.stringify(node));
      for (const child of plan.children) below.push({ plan: child.node, sources: child.nodesOf(sources[turn], caller), parentId: node["id"] });
    }
  }
  if (below.length > 0) writeLevel(below, lines, caller);
}
