import { describe, expect, it } from "vitest";
import { useFileServer } from "../orders/fake-shopify.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

/** Two files of them take turns, odd and even: a core plays each. */
const FILES = 2;
/** So that all tests together end within ten minutes; `.ci/run` plays 1000. */
const PLAYED = 400;
const MOST_FAILURES = 3;

/**
 * A test of every second history, from `first` on. HISTORY_SEED=17 plays that one alone, in one of the files;
 * HISTORIES=20000 plays more of them.
 */
export function testHistories(first: number): void {
  const test = useTestDatabase();
  const files = useFileServer();
  const seeds = seedsFrom(first);

  describe("whatever happens in a shop and to its webhooks", () => {
    it(`the app ends with what the shop's final state comes to (${seeds.length} histories)`, { timeout: 3_600_000 }, async () => {
      const failures = await playHistories({ db: test.db, files }, seeds, MOST_FAILURES);
      expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
    });
  });
}

function seedsFrom(first: number): number[] {
  const asked = readCount("HISTORY_SEED");
  if (asked !== undefined) return asked % FILES === first % FILES ? [asked] : [];
  const count = Math.ceil(((readCount("HISTORIES") ?? PLAYED) + 1 - first) / FILES);
  return Array.from({ length: count }, (_, index) => first + index * FILES);
}

function readCount(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${name} is "${text}"; a whole number from 1 on is expected`);
  return Number(text);
}
