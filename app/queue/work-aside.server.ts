import { Tinypool } from "tinypool";

/** More than a worker has jobs at once: none waits for a thread. */
const MOST_THREADS = 64;
/** Of what is handed over. Where it was more, its thread ends at once, and the system has back what it has grown to. */
const LARGEST_KEPT_BYTES = 4 * 2 ** 20;
const KEPT_MS = 60_000;

const threads = { minThreads: 0, maxThreads: MOST_THREADS };
const passing = new Tinypool({ ...threads, idleTimeout: 0 });
/** More than half of the time that a shop of ten thousand customers takes goes into compiling: the next finds it done. */
const kept = new Tinypool({ ...threads, idleTimeout: KEPT_MS });

/**
 * Has another thread answer, while everything else that this process does goes on. What is handed over in buffers is gone
 * here afterwards.
 *
 * @param thread file whose default export makes the answer of what it is given
 */
export async function workAside<Given, Answer>(thread: URL, given: Given, buffers: readonly ArrayBufferView[]): Promise<Answer> {
  const transferList = buffers.map(({ buffer }) => buffer as ArrayBuffer);
  const bytes = transferList.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return (await (bytes > LARGEST_KEPT_BYTES ? passing : kept).run(given, { filename: thread.href, transferList })) as Answer;
}
