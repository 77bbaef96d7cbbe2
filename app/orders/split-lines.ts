const NEWLINE = 10;

/** The lines of a UTF-8 stream, as many at a time as a chunk completes. The last one may lack its newline. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  // Whole lines are decoded, which never cut a character; a mark of byte order would be one that a position counts.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      yield decoder.decode(Buffer.concat([...begun, chunk.subarray(0, end)])).split("\n");
      begun = [];
    }
    begun.push(chunk.subarray(end + 1));
  }
  const last = decoder.decode(Buffer.concat(begun));
  if (last !== "") yield [last];
}
