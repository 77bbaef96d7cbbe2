import { Difference } from "../../property/difference.ts";
import type { TestDatabase } from "../../support/test-database.ts";
import { playContract } from "./play-contract.ts";

type Failure = {
  seed: number;
  /** Whether the contract was not kept; something may have thrown instead. */
  isDifference: boolean;
  report: string;
};

/** Side by side, since much of a run is waiting for PostgreSQL; a job may hold three of the ten connections. */
const AT_A_TIME = 3;

/** @returns the runs that failed, at about `mostFailures` of them, with how to play them again; and what befell all */
export async function playContracts(test: TestDatabase, seeds: readonly number[], mostFailures: number) {
  const failures: Failure[] = [];
  const all = { struck: 0, undone: 0 };
  const left = seeds.values();
  const playOn = async () => {
    for (const seed of left) {
      const told: string[] = [];
      try {
        const { struck, undone } = await playContract(test, seed, told);
        all.struck += struck;
        all.undone += undone;
      } catch (error) {
        failures.push({ seed, isDifference: error instanceof Difference, report: reportOf(seed, error, told) });
      }
      if (failures.length >= mostFailures) return;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, playOn));
  return { ...all, failures: failures.sort((a, b) => a.seed - b.seed) };
}

function reportOf(seed: number, error: unknown, told: string[]): string {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Run ${seed} (CONTRACT_SEED=${seed} plays it again):\n${reason}\nwhat happened:\n${told.join("\n")}`;
}
