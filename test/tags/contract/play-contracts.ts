import { playSeeds } from "../../support/play-seeds.ts";
import type { TestDatabase } from "../../support/test-database.ts";
import { playContract } from "./play-contract.ts";

/** @returns the runs that failed, at about `mostFailures` of them, and what befell all */
export async function playContracts(test: TestDatabase, seeds: readonly number[], mostFailures: number) {
  const all = { struck: 0, undone: 0 };
  const play = async (seed: number, told: string[]) => {
    const { struck, undone } = await playContract(test, seed, told);
    all.struck += struck;
    all.undone += undone;
  };
  const failures = await playSeeds(seeds, mostFailures, { what: "Run", variable: "CONTRACT_SEED", play });
  return { ...all, failures };
}
