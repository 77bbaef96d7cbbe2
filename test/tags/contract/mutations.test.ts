import { afterEach, describe, it, vi } from "vitest";
import type { CustomerMarks } from "#app/tags/plan-write.ts";
import type { Settled } from "#app/tags/settle-marks.repo.server.ts";
import { expectNoticed } from "../../support/expect-noticed.ts";
import { useTestDatabase } from "../../support/test-database.ts";
import { playContracts } from "./play-contracts.ts";

const broken = useTestDatabase();
/** Where the app as it is lives through what the broken one failed at. */
const whole = useTestDatabase();

/** Modules that a fault is put into; the next one finds them whole. */
const BROKEN = [
  "#app/tags/adopt-merged.repo.server.ts",
  "#app/tags/delete-metafield-definitions.server.ts",
  "#app/tags/diff-customer.ts",
  "#app/tags/hand-change.ts",
  "#app/tags/read-marks.repo.server.ts",
  "#app/tags/settle-marks.repo.server.ts",
];

/** From the one that is known to notice. When runs have changed it takes another, a few on. */
const MOST_RUNS = 60;

function withoutFigures(marks: CustomerMarks): CustomerMarks {
  return marks.aim === "undoing" && marks.wanted ? { ...marks, wanted: { ...marks.wanted, metafields: {} } } : marks;
}

function withoutTier(outcome: Settled): Settled {
  if (!outcome.marks) return outcome;
  const { metafields } = outcome.marks;
  return { ...outcome, marks: { ...outcome.marks, metafields: Object.fromEntries(Object.entries(metafields).filter(([key]) => key !== "value_tier")) } };
}

/** What is wrong with the app, a run that notices, and how to make it so. */
const FAULTS: [fault: string, seed: number, make: () => void][] = [
  [
    "a tag of others goes with ours",
    1001,
    () =>
      vi.doMock(import("#app/tags/diff-customer.ts"), async (original) => {
        const actual = await original();
        const diffCustomer: typeof actual.diffCustomer = (wanted, written) => {
          const diff = actual.diffCustomer(wanted, written);
          return diff.removeTags.length > 0 ? { ...diff, removeTags: [...diff.removeTags, "newsletter"] } : diff;
        };
        return { ...actual, diffCustomer };
      }),
  ],
  [
    "of a write that is cut off only what was wanted is remembered",
    3002,
    () => vi.doMock(import("#app/tags/diff-customer.ts"), async (original) => ({ ...(await original()), unionOf: (wanted) => wanted })),
  ],
  [
    "a figure that was written is not stored, and written again",
    4001,
    () =>
      vi.doMock(import("#app/tags/settle-marks.repo.server.ts"), async (original) => {
        const { settleMarks } = await original();
        return { settleMarks: (client, shopId, outcomes, now) => settleMarks(client, shopId, outcomes.map(withoutTier), now) };
      }),
  ],
  [
    "an undo forgets the metafields",
    5005,
    () =>
      vi.doMock(import("#app/tags/read-marks.repo.server.ts"), async (original) => {
        const actual = await original();
        return {
          readMarks: (db, shopId, keepOf, reading) => actual.readMarks(db, shopId, (marks) => keepOf(withoutFigures(marks)), reading),
          readMarksOf: async (...given) => (await actual.readMarksOf(...given)).map(withoutFigures),
        };
      }),
  ],
  [
    "a hand's change is taken for an echo",
    6004,
    () => vi.doMock(import("#app/tags/hand-change.ts"), async (original) => ({ ...(await original()), isUnexplained: () => false })),
  ],
  [
    "tags that a merge moved stay",
    7013,
    () => vi.doMock(import("#app/tags/adopt-merged.repo.server.ts"), () => ({ adoptMerged: async () => [] })),
  ],
  [
    "the clean exit leaves the definitions of metafields",
    8001,
    () => vi.doMock(import("#app/tags/delete-metafield-definitions.server.ts"), () => ({ deleteMetafieldDefinitions: async () => {} })),
  ],
];

describe("the contract finds out when", () => {
  afterEach(() => {
    for (const path of BROKEN) vi.doUnmock(path);
  });

  it.each(FAULTS)("%s (run %i)", { timeout: 600_000 }, async (fault, first, make) => {
    vi.resetModules();
    make();
    const { playContracts: playBroken } = await import("./play-contracts.ts");
    const tried = { fault, first, most: MOST_RUNS };
    await expectNoticed(tried, async (seeds) => (await playBroken(broken, seeds, 1)).failures, async (seeds) => (await playContracts(whole, seeds, 1)).failures);
  });
});
