import { expect, it } from "vitest";
import { useFileServer } from "../orders/fake-shopify.ts";
import { readCount } from "../support/seeds-in-turn.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

const test = useTestDatabase();
const files = useFileServer();

/** STAFF_FROM=50000274 STAFF_HISTORIES=1 plays that one alone. */
const FIRST = readCount("STAFF_FROM") ?? 50_000_001;
const PLAYED = readCount("STAFF_HISTORIES") ?? 40;
/** Each takes about a second; who plays thousands has the time. */
const TIMEOUT_MS = 60_000 + PLAYED * 5_000;

it("whatever counts, however often the merchant changes it, and whatever staff do meanwhile, the app ends with what the shop's final state comes to", { timeout: TIMEOUT_MS }, async () => {
  const seeds = Array.from({ length: PLAYED }, (_, index) => FIRST + index);
  const failures = await playHistories({ db: test.db, files, hasStaff: true }, seeds, 3);
  expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
});
