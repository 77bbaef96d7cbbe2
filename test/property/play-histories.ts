import type { Surroundings } from "./live-shop.ts";
import { playHistory } from "./play-history.ts";

type Failure = { seed: number; report: string };

type Which = { first: number; count: number; mostFailures: number };

/** Side by side, since much of a history is waiting for PostgreSQL; a job may hold three of the ten connections. */
const AT_A_TIME = 3;

/** Plays the histories of consecutive seeds. @returns those that failed, with how to play them again */
export async function playHistories(surroundings: Surroundings, { first, count, mostFailures }: Which): Promise<Failure[]> {
  const failures: Failure[] = [];
  let next = first;
  const playOn = async () => {
    while (next < first + count && failures.length < mostFailures) {
      const seed = next;
      next += 1;
      const told: string[] = [];
      await playHistory(surroundings, seed, told).catch((error: unknown) => failures.push({ seed, report: reportOf(seed, error, told) }));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, playOn));
  return failures.sort((a, b) => a.seed - b.seed);
}

function reportOf(seed: number, error: unknown, told: string[]): string {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `History ${seed} (HISTORY_SEED=${seed} plays it again):\n${reason}\nwhat happened:\n${told.join("\n")}`;
}
