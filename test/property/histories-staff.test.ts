import { expect, it } from "vitest";
import { useFileServer } from "../orders/fake-shopify.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

const test = useTestDatabase();
const files = useFileServer();

const FIRST = 50_000_001;
const PLAYED = 40;

it("whatever counts, however often the merchant changes it, and whatever staff do meanwhile, the app ends with what the shop's final state comes to", { timeout: 600_000 }, async () => {
  const seeds = Array.from({ length: PLAYED }, (_, index) => FIRST + index);
  const failures = await playHistories({ db: test.db, files, hasStaff: true }, seeds, 3);
  expect(failures.map(({ report }) => report).join("\n\n")).toBe("");
});
