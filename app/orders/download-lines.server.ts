import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { splitLines } from "./split-lines.ts";

type File = {
  url: string;
  /** Bytes, where Shopify says so. */
  size: number | null;
};

/**
 * The lines of a bulk operation's file, as they arrive.
 *
 * @throws Error where the address does not answer, or the file ends early: half a file must not pass for a whole one
 */
export async function* downloadLines({ url, size }: File): AsyncGenerator<string[]> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`The bulk operation's file: its address answered ${response.status}`);
  let received = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      yield chunk;
    }
  };
  yield* splitLines(counted(Readable.fromWeb(response.body as ReadableStream)));
  if (size !== null && received !== size) {
    throw new Error(`The bulk operation's file has ${received} bytes, Shopify announced ${size}`);
  }
}
