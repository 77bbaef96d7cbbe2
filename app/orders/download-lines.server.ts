import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ResultFile } from "../shopify/read-bulk-operation.server.ts";
import { splitLines } from "./split-lines.ts";
import { streamFile } from "./stream-file.server.ts";

/**
 * Works on the lines of a bulk operation's file, which is kept on disk for as long: a slow download holds no
 * transaction open, and a broken one has changed nothing.
 *
 * @throws Error as streamFile does, or where the disk has no room for the file
 */
export async function withDownloadedLines<T>(file: ResultFile, work: (lines: AsyncIterable<string[]>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-import-"));
  try {
    const path = join(folder, "lines.jsonl");
    await pipeline(withinRoom(streamFile(file), await roomFor(file.size)), createWriteStream(path));
    return await work(readLines(path));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Opens the file only when it is read: who never gets there leaves nothing open. */
async function* readLines(path: string): AsyncGenerator<string[]> {
  yield* splitLines(createReadStream(path));
}

async function* withinRoom(chunks: AsyncIterable<Uint8Array>, room: number): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    if (received > room) throw new Error(`The bulk operation's file has more than ${room} bytes, for which ${tmpdir()} has room`);
    yield chunk;
  }
}

/** Half of what is free: others write to that disk, too. */
async function roomFor(size: number | null): Promise<number> {
  const { bavail, bsize } = await statfs(tmpdir());
  const room = (bavail * bsize) / 2;
  if (size !== null && size > room) throw new Error(`The bulk operation's file has ${size} bytes, ${tmpdir()} has room for ${room}`);
  return room;
}
