import { describe, expect, it } from "vitest";
import { useFileServer } from "../orders/fake-shopify.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

const test = useTestDatabase();
const files = useFileServer();

/** With each run of all tests 200, which take a minute; HISTORY_SEED=17 plays that one alone; HISTORIES=20000 plays more of them. */
const seed = process.env.HISTORY_SEED;
const which = { first: Number(seed ?? 1), count: seed === undefined ? Number(process.env.HISTORIES ?? 200) : 1, mostFailures: 3 };

describe("whatever happens in a shop and to its webhooks", () => {
  it("the app ends with what the shop's final state comes to", { timeout: 3_600_000 }, async () => {
    const failures = await playHistories({ db: test.db, files }, which);
    expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
  });
});
