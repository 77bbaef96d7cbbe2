import { type Failure, playSeeds } from "../support/play-seeds.ts";
import type { Surroundings } from "./live-shop.ts";
import { playHistory } from "./play-history.ts";

/** Plays the histories of these seeds. @returns those that failed, at about `mostFailures` of them */
export function playHistories(surroundings: Surroundings, seeds: readonly number[], mostFailures: number): Promise<Failure[]> {
  const variable = surroundings.hasStaff ? "STAFF_HISTORIES=1 STAFF_FROM" : "HISTORY_SEED";
  return playSeeds(seeds, mostFailures, { what: "History", variable, play: (seed, told) => playHistory(surroundings, seed, told) });
}
