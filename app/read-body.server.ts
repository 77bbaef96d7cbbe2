/** Far above Shopify's largest order; what is larger is not from Shopify, or not for us. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** So much of each body is always taken, and few webhooks have more: they wait for nobody who holds the room below. */
const ALWAYS_TAKEN = 64 * 1024;
/** What the bodies that a process is reading may hold beyond that, all together: nobody has shown a signature yet. */
const ROOM_FOR_LARGE = 64 * 1024 * 1024;
/** What Node holds for a chunk beside its bytes, which may be one. */
const BYTES_A_CHUNK = 256;

let heldByLarge = 0;

/** @returns "too large" where reading stopped at the limit or did not begin; "no room" where others hold too much now. */
export async function readBody(contentLength: string | null, body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array | "too large" | "no room"> {
  if (Number(contentLength) > MAX_BODY_BYTES) return "too large";
  const chunks: Uint8Array[] = [];
  let size = 0;
  let held = 0;
  const giveBack = () => {
    heldByLarge -= held;
    held = 0;
  };
  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) return "too large";
      chunks.push(chunk);
      const more = Math.max(0, size + chunks.length * BYTES_A_CHUNK - ALWAYS_TAKEN) - held;
      if (heldByLarge + more > ROOM_FOR_LARGE) {
        giveBack(); // At once: leaving the loop takes a while, in which all others would be refused, too.
        return "no room";
      }
      held += more;
      heldByLarge += more;
    }
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  } finally {
    giveBack();
  }
}
