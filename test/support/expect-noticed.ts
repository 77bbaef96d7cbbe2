import { expect } from "vitest";
import type { Failure } from "./play-seeds.ts";

type Fault = {
  fault: string;
  /** The seed that is known to notice. */
  first: number;
  /** Seeds that are tried from there on at most. */
  most: number;
};

/** What was played failed at one of the seeds, counted from the first. */
type Played = (seeds: readonly number[]) => Promise<Failure[]>;

/** A broken app ends in a difference, and the app as it is lives through the same. */
export async function expectNoticed({ fault, first, most }: Fault, playBroken: Played, playWhole: Played): Promise<void> {
  const [failure] = await playBroken(Array.from({ length: most }, (_, index) => first + index));
  if (!failure) throw new Error(`None of ${most} seeds from ${first} on noticed.`);
  // Not an error that breaking the app has caused, nor one that is there without it.
  expect(failure.isDifference, failure.report).toBe(true);
  expect(await playWhole([failure.seed])).toEqual([]);
  if (failure.seed !== first) console.log(`When ${fault}, ${first} does not notice first any more; ${failure.seed} does.`);
}
