import { setImmediate as settled } from "node:timers/promises";

/** Time that passes at once: whoever sleeps wakes in order, and nothing happens between. */
export function virtualTime() {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (seconds: number) => new Promise<void>((wake) => sleepers.push({ at: now + seconds, wake })),
    /** Lets time pass until all of `work` is done. */
    pass: async <T>(work: Promise<T>): Promise<T> => {
      let done = false;
      const end = work.finally(() => (done = true));
      end.catch(() => {});
      for (;;) {
        await settled();
        if (done) return end;
        const next = Math.min(...sleepers.map(({ at }) => at));
        if (next === Infinity) throw new Error("Everybody waits, and nobody sleeps.");
        now = next;
        const woken = sleepers.filter(({ at }) => at <= now);
        sleepers = sleepers.filter(({ at }) => at > now);
        for (const { wake } of woken) wake();
      }
    },
  };
}
