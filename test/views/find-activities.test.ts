import { describe, expect, it } from "vitest";
import { findActivities, type LatestWork } from "#app/views/find-activities.ts";

const NOW = new Date("2026-11-21T12:01:00Z");
const startedAt = new Date("2026-11-21T12:00:00Z");
const idle: LatestWork = { import: null, scoring: null, writing: null };

const importing = (status: string, objectCount = 0n, linesRead = 0n): LatestWork => ({
  ...idle,
  import: { status, startedAt, pausedSeconds: 0, objectCount, linesRead },
});

describe("findActivities", () => {
  it("finds none in a shop where nothing was ever done, nor where all is done", () => {
    expect(findActivities(idle, NOW)).toEqual([]);
    const over = { startedAt, finishedAt: NOW };
    const done = { ...importing("done", 9n, 9n), scoring: { ...over, error: null }, writing: { ...over, kind: "write", customersTotal: 3, customersDone: 3, approval: null } };
    expect(findActivities(done, NOW)).toEqual([]);
    expect(findActivities(importing("failed"), NOW)).toEqual([]);
  });

  it("counts what Shopify has found while nobody knows how much there will be", () => {
    expect(findActivities(importing("querying", 1200n), NOW)).toEqual([
      { what: "import-querying", done: 1200, total: null, secondsLeft: null },
    ]);
  });

  it("expects the rest to take as long as what is done took", () => {
    // A quarter took a minute.
    expect(findActivities(importing("loading", 4000n, 1000n), NOW)).toEqual([
      { what: "import-loading", done: 1000, total: 4000, secondsLeft: 180 },
    ]);
    const rested = importing("loading", 4000n, 1000n);
    expect(findActivities({ ...rested, import: { ...rested.import!, pausedSeconds: 30 } }, NOW)).toMatchObject([{ secondsLeft: 90 }]);
    const writing = { kind: "write", startedAt, finishedAt: null, customersTotal: 300, customersDone: 200, approval: "given" };
    expect(findActivities({ ...idle, writing }, NOW)).toEqual([{ what: "writing", done: 200, total: 300, secondsLeft: 30 }]);
    expect(findActivities({ ...idle, writing: { ...writing, kind: "removal" } }, NOW)).toMatchObject([{ what: "removing" }]);
    expect(findActivities({ ...idle, writing: { ...writing, approval: "waiting" } }, NOW)).toEqual([]);
    const uncounted = { ...writing, customersTotal: 0, customersDone: 0 };
    expect(findActivities({ ...idle, writing: uncounted }, NOW)).toEqual([{ what: "writing", done: 0, total: null, secondsLeft: null }]);
  });

  it("promises nothing before the first is done, nor once all is", () => {
    expect(findActivities(importing("loading", 4000n, 0n), NOW)[0]?.secondsLeft).toBeNull();
    expect(findActivities(importing("loading", 4000n, 4000n), NOW)[0]?.secondsLeft).toBeNull();
    expect(findActivities(importing("loading", 4000n, 10n), startedAt)[0]?.secondsLeft).toBeNull();
  });

  it("shows work that goes on at the same time side by side", () => {
    const scoring = { startedAt, finishedAt: null, error: null };
    expect(findActivities({ ...importing("requested"), scoring }, NOW).map(({ what }) => what)).toEqual(["import-requested", "scoring"]);
  });
});
