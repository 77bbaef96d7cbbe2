import type { FileHandle } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { openNamelessFile } from "./open-nameless-file.server.ts";

/** A bucket is held in memory. */
const BUCKET_BYTES = 4_000_000;
const MOST_BUCKETS = 256;
/** Lines of a bucket that wait to go to disk together, as bytes: text would keep all the text alive that it came with. */
const LINES_WAITING = 32;

/**
 * A bulk file's lines with each order's right after it, always in the same order. It takes as much disk as the file has
 * bytes, and memory for one bucket: orders are dealt out to files by their number, and each is put in order by itself.
 */
export async function* groupLines(lines: AsyncIterable<string[]>, size: number | null): AsyncGenerator<string[]> {
  const count = size === null ? MOST_BUCKETS : Math.min(MOST_BUCKETS, Math.ceil(size / BUCKET_BYTES));
  const buckets: FileHandle[] = [];
  try {
    while (buckets.length < count) buckets.push(await openNamelessFile());
    await dealOut(lines, buckets);
    for (const bucket of buckets) yield groupBucket(await text(bucket.createReadStream({ start: 0 })));
  } finally {
    for (const bucket of buckets) await bucket.close();
  }
}

async function dealOut(lines: AsyncIterable<string[]>, buckets: FileHandle[]): Promise<void> {
  const waiting: Buffer[][] = buckets.map(() => []);
  const write = (bucket: number) => buckets[bucket]!.writev(waiting[bucket]!.splice(0));
  for await (const batch of lines) {
    for (const line of batch) {
      const bucket = Number(/\d+$/.exec(gidOf(line))?.[0] ?? 0) % buckets.length;
      waiting[bucket]!.push(Buffer.from(`${line}\n`));
      if (waiting[bucket]!.length === LINES_WAITING) await write(bucket);
    }
  }
  for (const bucket of buckets.keys()) await write(bucket);
}

function groupBucket(content: string): string[] {
  const groups = new Map<string, string[]>();
  for (const line of content.split("\n").slice(0, -1)) {
    const gid = gidOf(line);
    const group = groups.get(gid);
    if (group) group.push(line);
    else groups.set(gid, [line]);
  }
  return [...groups.values()].flat();
}

/** The order's, whichever of its lines it is; empty where that cannot be read. */
function gidOf(line: string): string {
  try {
    const node = JSON.parse(line) as { id?: unknown; __parentId?: unknown } | null;
    return String(node?.__parentId ?? node?.id ?? "");
  } catch {
    return "";
  }
}
