import { expect, it } from "vitest";
import { type LimitsRow, shownLimits } from "#app/views/shown-limits.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const row = (change: Partial<LimitsRow> = {}): LimitsRow => ({
  notedAt: ago(1), toldAt: ago(1), available: 900, maximum: 1000, restoreRate: 50, pointsACall: 20,
  waitingCalls: 0, waitingPoints: 0, waitingSince: null, closedUntil: null, slowSince: null, ...change,
});
const NOBODY = { orders: 0, customers: 0 };
const waiting = (change: Partial<LimitsRow> = {}) => row({ available: 10, waitingCalls: 2, waitingPoints: 560, waitingSince: ago(4), ...change });

it("knows nothing of a shop before Shopify has told anything", () => {
  const nothing = { waiting: null, next: NOBODY, secondsLeft: null, closedUntil: null, slowSince: null };
  expect(shownLimits([], NOBODY, NOW)).toEqual({ bucket: null, ...nothing });
  expect(shownLimits([row({ toldAt: null })], { orders: 3, customers: 0 }, NOW)).toEqual({ bucket: null, ...nothing, next: { orders: 3, customers: 0 } });
});

it("counts the points that have come back since Shopify told, up to a full bucket", () => {
  expect(shownLimits([row({ toldAt: ago(1.5) })], NOBODY, NOW).bucket).toEqual({ available: 975, maximum: 1000, restoreRate: 50, toldAt: ago(1.5).toISOString() });
  expect(shownLimits([row({ toldAt: ago(3600) })], NOBODY, NOW).bucket).toMatchObject({ available: 1000 });
});

it("takes the points from whoever was told last, and what waits from everybody", () => {
  const shown = shownLimits([waiting({ toldAt: ago(3), available: 500 }), waiting({ toldAt: ago(2), waitingSince: ago(9), waitingCalls: 1 })], NOBODY, NOW);
  expect(shown).toMatchObject({ bucket: { available: 110 }, waiting: { calls: 3, since: ago(9).toISOString() } });
  // 1120 are needed, 110 are there, 50 come back each second.
  expect(shown.secondsLeft).toBe(21);
});

it("expects what is next in line to cost what calls cost lately", () => {
  // 10 calls of orders and 3 of each of 4 customers, 20 points each, with 60 there.
  expect(shownLimits([row({ available: 10 })], { orders: 10, customers: 4 }, NOW)).toMatchObject({ waiting: null, secondsLeft: 8 });
  expect(shownLimits([row()], { orders: 10, customers: 4 }, NOW).secondsLeft).toBe(0);
});

it("does not believe a process that has said nothing for long, but where Shopify told it to stay away", () => {
  expect(shownLimits([waiting({ notedAt: ago(20) })], NOBODY, NOW)).toMatchObject({ waiting: null, secondsLeft: null });
  const closedUntil = ago(-90);
  expect(shownLimits([waiting({ notedAt: ago(20), closedUntil })], NOBODY, NOW)).toMatchObject({ waiting: { calls: 2 }, secondsLeft: 90, closedUntil: closedUntil.toISOString() });
  expect(shownLimits([waiting({ notedAt: ago(20), closedUntil: ago(1) })], NOBODY, NOW)).toMatchObject({ waiting: null, closedUntil: null });
});

it("says since when Shopify is slow, until it answers anybody or nobody has asked for long", () => {
  const slow = row({ notedAt: ago(60), toldAt: ago(300), slowSince: ago(200) });
  expect(shownLimits([slow, row({ toldAt: null })], NOBODY, NOW).slowSince).toBe(ago(200).toISOString());
  expect(shownLimits([slow, row({ toldAt: ago(30) })], NOBODY, NOW).slowSince).toBeNull();
  expect(shownLimits([{ ...slow, notedAt: ago(1000), toldAt: ago(1100) }], NOBODY, NOW).slowSince).toBeNull();
});
