import { finished } from "node:stream/promises";
import type pg from "pg";
import { peakMegabytes } from "./peak-megabytes.ts";

/** Statements of one kind, or what this process did while none ran. */
export type Step = { what: string; seconds: number; times: number; peakMegabytes: number; heapMegabytes: number };

const OWN_WORK = "(this process alone)";
const LONGEST_NAME = 60;

/**
 * Takes the time of code that knows nothing of it, by the statements that it sends. Where several run at once, the time
 * is that of the one that ends first.
 *
 * @returns what took how long until now, in the order in which it first came
 */
export function watchStatements(pool: pg.Pool): () => Step[] {
  const steps: Step[] = [];
  let running = 0;
  let last = performance.now();
  const note = (what: string) => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    const memory = { peakMegabytes: peakMegabytes(), heapMegabytes: process.memoryUsage().heapUsed / 1024 ** 2 };
    const before = what === OWN_WORK ? steps.at(-1) : steps.find((step) => step.what === what);
    if (before?.what === what) Object.assign(before, memory, { seconds: before.seconds + seconds, times: before.times + 1 });
    else steps.push({ what, seconds, times: 1, ...memory });
  };
  pool.on("connect", (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      if (running === 0) note(OWN_WORK);
      running += 1;
      const answer = send(...args);
      const end = () => {
        running -= 1;
        note(nameOf(args[0]));
      };
      if (answer instanceof Promise) void answer.then(end, end);
      else void finished(answer as NodeJS.ReadableStream).then(end, end);
      return answer;
    }) as typeof client.query;
  });
  return () => {
    note(OWN_WORK);
    return structuredClone(steps);
  };
}

function nameOf(query: unknown): string {
  const text = typeof query === "string" ? query : (query as { text: string }).text;
  return text.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_NAME);
}
