import type { Batch } from "../bulk/walk-bulk-query.ts";
import type { Strike } from "./create-faults.ts";

/** The lines of a bulk operation's file with what is to be wrong with them. */
export function troubleBatches(batches: AsyncIterable<Batch>, strike: Strike | null): AsyncIterable<Batch> {
  if (strike?.kind === "bulk-ungrouped") return childrenLast(batches);
  return strike?.kind === "bulk-malformed" ? withBrokenLine(batches) : batches;
}

/** The first so many lines, and nothing of what would come after them. */
export async function* firstLines(batches: AsyncIterable<Batch>, most: number): AsyncGenerator<Batch> {
  let left = most;
  for await (const { lines, roots } of batches) {
    if (lines.length < left) {
      left -= lines.length;
      yield { lines, roots };
      continue;
    }
    const kept = lines.slice(0, left);
    if (kept.length > 0) yield { lines: kept, roots: kept.filter((line) => !isChild(line)).length };
    return;
  }
}

/** Shopify promises only that a child comes after its parent: here it comes after all of them. */
async function* childrenLast(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const children: string[] = [];
  for await (const { lines, roots } of batches) {
    children.push(...lines.filter(isChild));
    const parents = lines.filter((line) => !isChild(line));
    if (parents.length > 0) yield { lines: parents, roots };
  }
  if (children.length > 0) yield { lines: children, roots: 0 };
}

async function* withBrokenLine(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  let isBroken = false;
  for await (const { lines, roots } of batches) {
    const middle = lines.length >> 1;
    yield isBroken ? { lines, roots } : { lines: lines.map((line, at) => (at === middle ? line.slice(0, line.length >> 1) : line)), roots };
    isBroken = true;
  }
}

function isChild(line: string): boolean {
  return line.includes('"__parentId":');
}
