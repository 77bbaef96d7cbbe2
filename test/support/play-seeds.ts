import { Difference } from "../property/difference.ts";

export type Failure = {
  seed: number;
  /** Whether the app differs from what it is held against; it may have thrown instead. */
  isDifference: boolean;
  report: string;
};

type Play = {
  /** What a seed stands for, as its report begins. */
  what: string;
  /** The variable of the environment that plays one again. */
  variable: string;
  /** Plays one, telling what happens as it goes. */
  play: (seed: number, told: string[]) => Promise<void>;
};

/** Side by side, since much of a run is waiting for PostgreSQL; a job may hold three of the ten connections. */
const AT_A_TIME = 3;

/** @returns those that failed, at about `mostFailures` of them, with how to play them again */
export async function playSeeds(seeds: readonly number[], mostFailures: number, { what, variable, play }: Play): Promise<Failure[]> {
  const failures: Failure[] = [];
  const left = seeds.values();
  const playOn = async () => {
    for (const seed of left) {
      const told: string[] = [];
      await play(seed, told).catch((error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        const report = `${what} ${seed} (${variable}=${seed} plays it again):\n${reason}\nwhat happened:\n${told.join("\n")}`;
        failures.push({ seed, isDifference: error instanceof Difference, report });
      });
      if (failures.length >= mostFailures) return;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, playOn));
  return failures.sort((a, b) => a.seed - b.seed);
}
