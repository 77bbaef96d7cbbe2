import { type Failure, playSeeds } from "../support/play-seeds.ts";
import type { Surroundings } from "./live-shop.ts";
import { playHistory } from "./play-history.ts";

/** Plays the histories of these seeds. @returns those that failed, at about `mostFailures` of them */
export function playHistories(surroundings: Surroundings, seeds: readonly number[], mostFailures: number): Promise<Failure[]> {
  return playSeeds(seeds, mostFailures, { what: "History", variable: "HISTORY_SEED", play: (seed, told) => playHistory(surroundings, seed, told) });
}
