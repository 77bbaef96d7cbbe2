import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { splitLines } from "./split-lines.ts";

type File = {
  url: string;
  /** Bytes, where Shopify says so. */
  size: number | null;
};

/**
 * Works on the lines of a bulk operation's file, which is kept on disk for as long: a slow download holds no
 * transaction open, and a broken one has changed nothing.
 *
 * @throws Error where the address does not answer, the file ends early (half a file must not pass for a whole one), or
 *   the disk has no room for it
 */
export async function withDownloadedLines<T>(file: File, work: (lines: AsyncIterable<string[]>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-import-"));
  try {
    const path = join(folder, "orders.jsonl");
    await download(file, path);
    return await work(readLines(path));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Opens the file only when it is read: who never gets there leaves nothing open. */
async function* readLines(path: string): AsyncGenerator<string[]> {
  yield* splitLines(createReadStream(path));
}

async function download({ url, size }: File, path: string): Promise<void> {
  const room = await roomFor(path);
  if (size !== null && size > room) throw new Error(`The bulk operation's file has ${size} bytes, ${tmpdir()} has room for ${room}`);
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`The bulk operation's file: its address answered ${response.status}`);
  const most = size ?? room;
  let received = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      if (received > most) throw new Error(`The bulk operation's file has more than ${most} bytes`);
      yield chunk;
    }
  };
  await pipeline(counted(Readable.fromWeb(response.body as ReadableStream)), createWriteStream(path));
  if (size !== null && received !== size) {
    throw new Error(`The bulk operation's file has ${received} bytes, Shopify announced ${size}`);
  }
}

/** Half of what is free: others write to that disk, too. */
async function roomFor(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(join(path, ".."));
  return (bavail * bsize) / 2;
}
