import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const BETWEEN_LOOKS_MS = 5;

/** Whether the answer that is being made is further than its reader. */
const answers = new AsyncLocalStorage<() => boolean>();

/** Lets whatever makes the answer know how far its reader is. Stands behind what compresses answers, whose own buffer counts. */
export function answerOn<T>(response: ServerResponse, work: () => T): T {
  const { write } = response;
  let isFull = false;
  response.write = (...given: unknown[]) => {
    isFull = !(Reflect.apply(write, response, given) as boolean);
    return !isFull;
  };
  response.on("drain", () => (isFull = false));
  return answers.run(() => isFull && !response.closed, work);
}

/**
 * What waits until the reader of the answer under way has taken what was written. Remix writes on without, so that a file
 * which is made faster than it is read would gather in memory.
 */
export function waitingForReader(): () => Promise<void> {
  const isAhead = answers.getStore() ?? (() => false);
  return async () => {
    while (isAhead()) await sleep(BETWEEN_LOOKS_MS);
  };
}
