import { open } from "node:fs/promises";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** The text of a file, unpacked where its first bytes say gzip; the name says nothing. */
export async function openCsv(path: string): Promise<Readable> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const isGzip = bytesRead === 2 && buffer.equals(GZIP_MAGIC);
    const bytes = file.createReadStream({ start: 0 });
    if (!isGzip) return bytes;
    const text = new PassThrough();
    // A failure reaches the reader through `text`, which pipeline destroys with it.
    pipeline(bytes, createGunzip(), text).catch(() => undefined);
    return text;
  } catch (cause) {
    await file.close();
    throw cause;
  }
}
