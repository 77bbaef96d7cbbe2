import { describe, expect, it } from "vitest";
import { seedsInTurn } from "../../support/seeds-in-turn.ts";
import { useTestDatabase } from "../../support/test-database.ts";
import { playContracts } from "./play-contracts.ts";

/** So that all tests together end within ten minutes. */
const PLAYED = 12;
const MOST_FAILURES = 3;

/**
 * A test of every second random run, from `first` on. CONTRACT_SEED=17 plays that one alone, in one of the files;
 * CONTRACT_RUNS=500 plays more of them, with CONTRACT_FROM=501 the next ones.
 */
export function testContracts(first: number): void {
  const test = useTestDatabase();
  const seeds = seedsInTurn(first, { one: "CONTRACT_SEED", most: "CONTRACT_RUNS", from: "CONTRACT_FROM", usual: PLAYED });

  describe(`in ${seeds.length} random shops with faults, crashes and hands`, () => {
    it("tags of others stay, ours end as wanted, undone as before, written once, and removed as never there", { timeout: 3_600_000 }, async () => {
      const { failures, struck, undone } = await playContracts(test, seeds, MOST_FAILURES);
      expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
      // A single one may be spared.
      if (seeds.length > 1) expect(Math.min(struck, undone)).toBeGreaterThan(0);
    });
  });
}
