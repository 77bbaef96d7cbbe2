import { type FileHandle, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  const folder = await mkdtemp(join(tmpdir(), "perennial-import-"));
  try {
    const buckets = size === null ? MOST_BUCKETS : Math.min(MOST_BUCKETS, Math.ceil(size / BUCKET_BYTES));
    for (const path of await dealOut(lines, folder, buckets)) yield groupBucket(await readFile(path, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function dealOut(lines: AsyncIterable<string[]>, folder: string, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, bucket) => join(folder, String(bucket)));
  const files: FileHandle[] = [];
  try {
    for (const path of paths) files.push(await open(path, "w"));
    const waiting: Buffer[][] = paths.map(() => []);
    const write = (bucket: number) => files[bucket]!.writev(waiting[bucket]!.splice(0));
    for await (const batch of lines) {
      for (const text of batch) {
        const bucket = Number(/\d+$/.exec(gidOf(text))?.[0] ?? 0) % count;
        waiting[bucket]!.push(Buffer.from(`${text}\n`));
        if (waiting[bucket]!.length === LINES_WAITING) await write(bucket);
      }
    }
    for (const bucket of paths.keys()) await write(bucket);
  } finally {
    for (const file of files) await file.close();
  }
  return paths;
}

function groupBucket(text: string): string[] {
  const groups = new Map<string, string[]>();
  for (const line of text.split("\n").slice(0, -1)) {
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
