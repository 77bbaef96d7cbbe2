import { setTimeout as sleep } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { workAside } from "#app/queue/work-aside.server.ts";
import { eventually } from "../support/eventually.ts";

const THREAD = new URL("./told-thread.ts", import.meta.url);
const SMALL = 1000;
/** 8 MB of doubles. */
const LARGE = 2 ** 20;

type Told = { threadId: number; doubled: Float64Array };

function tell(length: number, { first = 1, milliseconds = 0 } = {}): Promise<Told> {
  const numbers = new Float64Array(length).fill(2).with(0, first);
  return workAside<object, Told>(THREAD, { numbers, milliseconds }, [numbers]);
}

describe("work aside", () => {
  it("is done in another thread, which takes the buffers", async () => {
    const numbers = Float64Array.of(1, 2, 3);
    const told = await workAside<object, Told>(THREAD, { numbers }, [numbers]);
    expect(told.threadId).not.toBe(threadId);
    expect(told.doubled).toEqual(Float64Array.of(2, 4, 6));
    expect(numbers.buffer.detached).toBe(true);
  });

  it("goes to the thread that has done such work before", async () => {
    const { threadId: first } = await tell(SMALL);
    await sleep(300);
    expect((await tell(SMALL)).threadId).toBe(first);
  });

  it("of a large shop has a thread that ends with it", async () => {
    const { threadId: first, doubled } = await tell(LARGE);
    expect(doubled).toHaveLength(LARGE);
    await eventually(async () => (await tell(LARGE)).threadId !== first);
  });

  it("that fails says why, and the next is done all the same", async () => {
    await expect(tell(SMALL, { first: 0 })).rejects.toThrow(new RangeError("numbers[0] is 0"));
    expect((await tell(SMALL)).doubled.at(-1)).toBe(4);
  });

  it("of several at once goes to several threads", async () => {
    const told = await Promise.all([1, 2, 3].map(() => tell(SMALL, { milliseconds: 2000 })));
    expect(new Set(told.map((it) => it.threadId)).size).toBe(3);
  });
});
