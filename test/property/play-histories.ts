import { Difference } from "./difference.ts";
import type { Surroundings } from "./live-shop.ts";
import { playHistory } from "./play-history.ts";

type Failure = {
  seed: number;
  /** Whether the app differs from the model; it may have thrown instead. */
  isDifference: boolean;
  report: string;
};

/** Side by side, since much of a history is waiting for PostgreSQL; a job may hold three of the ten connections. */
const AT_A_TIME = 3;

/** Plays the histories of these seeds. @returns those that failed, at about `mostFailures` of them, with how to play them again */
export async function playHistories(surroundings: Surroundings, seeds: readonly number[], mostFailures: number): Promise<Failure[]> {
  const failures: Failure[] = [];
  const left = seeds.values();
  const playOn = async () => {
    for (const seed of left) {
      const told: string[] = [];
      await playHistory(surroundings, seed, told).catch((error: unknown) =>
        failures.push({ seed, isDifference: error instanceof Difference, report: reportOf(seed, error, told) }),
      );
      if (failures.length >= mostFailures) return;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, playOn));
  return failures.sort((a, b) => a.seed - b.seed);
}

function reportOf(seed: number, error: unknown, told: string[]): string {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `History ${seed} (HISTORY_SEED=${seed} plays it again):\n${reason}\nwhat happened:\n${told.join("\n")}`;
}
