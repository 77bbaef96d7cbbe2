import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { setImmediate as breathe } from "node:timers/promises";
import type { ResultFile } from "../shopify/read-bulk-operation.server.ts";
import { ReadFailure } from "./read-problem.ts";

/** What comes while the last is worked on need not be waited for. */
const READ_AHEAD_BYTES = 2 ** 20;
/** Worked on within a millisecond; in between everything else has its turn, live events above all. */
const PIECE_BYTES = 2 ** 15;

/** Asking again would not help: the address does not serve the file that was announced. */
class WrongFile extends ReadFailure {
  constructor(said: string) {
    super({ code: "file", said });
  }
}

/**
 * The bytes of a bulk operation's file from `from` on. Where the connection breaks, the next one goes on at that byte,
 * as long as each brings something.
 *
 * @throws Error where the address does not answer with the file, or the file has another size than announced: half a
 *   file must not pass for a whole one
 */
export async function* streamFile({ url, size }: ResultFile, from = 0): AsyncGenerator<Uint8Array> {
  const end = size ?? Infinity;
  for (let position = from; position < end; ) {
    const begin = position;
    try {
      for await (const bytes of bytesFrom(url, begin)) {
        for (let done = 0; done < bytes.byteLength; done += PIECE_BYTES) {
          const piece = bytes.subarray(done, done + PIECE_BYTES);
          position += piece.byteLength;
          if (position > end) throw new WrongFile(`The bulk operation's file has more than ${size} bytes`);
          yield piece;
          await breathe();
        }
      }
      if (size === null) return;
    } catch (error) {
      if (error instanceof WrongFile || position === begin) throw error;
    }
    if (position === begin) throw new WrongFile(`The bulk operation's file has ${position} bytes, Shopify announced ${size}`);
  }
}

async function* bytesFrom(url: string, position: number): AsyncGenerator<Uint8Array> {
  // Packed, the bytes would be others than those that are counted.
  const headers = { "accept-encoding": "identity", ...(position > 0 && { range: `bytes=${position}-` }) };
  const response = await fetch(url, { headers });
  if (response.status === 416) return;
  if (!response.ok || !response.body) throw new WrongFile(`The bulk operation's file: its address answered ${response.status}`);
  // Who does not know ranges sends the whole again.
  let skip = response.status === 206 ? 0 : position;
  for await (const bytes of Readable.fromWeb(response.body as ReadableStream, { highWaterMark: READ_AHEAD_BYTES }) as AsyncIterable<Uint8Array>) {
    const used = bytes.subarray(Math.min(skip, bytes.byteLength));
    skip -= bytes.byteLength - used.byteLength;
    if (used.byteLength > 0) yield used;
  }
}
