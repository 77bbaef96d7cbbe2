import { describe, expect, it } from "vitest";
import { useFileServer } from "../orders/fake-shopify.ts";
import { seedsInTurn } from "../support/seeds-in-turn.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

/** So that `npm test` ends within ten minutes; `.ci/run` plays 1000. */
const PLAYED = 400;
const MOST_FAILURES = 3;

/**
 * A test of every second history, from `first` on. HISTORY_SEED=17 plays that one alone, in one of the files;
 * HISTORIES=20000 plays more of them.
 */
export function testHistories(first: number): void {
  const test = useTestDatabase();
  const files = useFileServer();
  const seeds = seedsInTurn(first, { one: "HISTORY_SEED", most: "HISTORIES", from: "HISTORIES_FROM", usual: PLAYED });

  describe("whatever happens in a shop and to its webhooks", () => {
    it(`the app ends with what the shop's final state comes to (${seeds.length} histories)`, { timeout: 3_600_000 }, async () => {
      const failures = await playHistories({ db: test.db, files }, seeds, MOST_FAILURES);
      expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
    });
  });
}
