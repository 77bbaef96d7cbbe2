import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Has a thread of its own answer, while everything else that this process does goes on. What is handed over in buffers is
 * gone here afterwards.
 *
 * @param thread posts one message, the answer to its `workerData`
 */
export async function workAside<Given, Answer>(thread: URL, workerData: Given, buffers: readonly ArrayBufferView[]): Promise<Answer> {
  const worker = new Worker(thread, { workerData, transferList: buffers.map(({ buffer }) => buffer as ArrayBuffer) });
  const [answer] = (await once(worker, "message")) as [Answer];
  return answer;
}
