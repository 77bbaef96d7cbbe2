import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` gives something other than false, null or undefined. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  { seconds = 20 } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== false && seen != null) return seen as Exclude<T, false | null | undefined>;
    if (performance.now() > end) throw new Error(`It has not come about within ${seconds} s: ${look.toString()}`);
    await sleep(20);
  }
}
