import { type FileHandle, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { ResultFile } from "../shopify/read-bulk-operation.server.ts";
import { openNamelessFile } from "./open-nameless-file.server.ts";
import { splitLines } from "./split-lines.ts";
import { streamFile } from "./stream-file.server.ts";

/**
 * Works on the lines of a bulk operation's file, which is kept on disk for as long: a slow download holds no
 * transaction open, and a broken one has changed nothing.
 *
 * @throws Error as streamFile does, or where the disk has no room for the file
 */
export async function withDownloadedLines<T>(file: ResultFile, work: (lines: AsyncIterable<string[]>) => Promise<T>): Promise<T> {
  const copy = await openNamelessFile();
  try {
    await copy.writeFile(withinRoom(streamFile(file), await roomFor(file.size)));
    return await work(readLines(copy));
  } finally {
    await copy.close();
  }
}

/** Begins to read only when it is asked to: a stream that nobody reads would keep the file from being closed. */
async function* readLines(copy: FileHandle): AsyncGenerator<string[]> {
  yield* splitLines(copy.createReadStream({ start: 0 }));
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
