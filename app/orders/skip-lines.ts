/** The lines from a position on, which is counted in bytes, a newline after each, and is the beginning of one. */
export async function* skipLines(batches: AsyncIterable<string[]>, position: number): AsyncGenerator<string[]> {
  let passed = 0;
  for await (const batch of batches) {
    let skipped = 0;
    for (; passed < position && skipped < batch.length; skipped += 1) passed += Buffer.byteLength(batch[skipped]!) + 1;
    yield skipped === 0 ? batch : batch.slice(skipped);
  }
}
