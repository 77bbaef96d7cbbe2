import { expect, it } from "vitest";
import { flowPeriods } from "#app/views/flow-periods.ts";

const NOW = new Date("2026-11-21T03:00:00Z");
const moments = (...daysAgo: number[]) => daysAgo.map((days) => ({ runId: BigInt(1000 - Math.round(days)), since: new Date(NOW.getTime() - days * 86_400_000) }));
const shown = (...daysAgo: number[]) => flowPeriods(moments(...daysAgo), NOW).map(({ days, moment }) => [days, 1000 - Number(moment.runId)]);

it("compares with the newest moment that is old enough, and with the oldest where records do not go back a year", () => {
  expect(shown()).toEqual([]);
  expect(shown(3, 2, 1)).toEqual([[null, 3]]);
  expect(shown(29.4, 12)).toEqual([[null, 29]]);
  expect(shown(40, 34, 29, 1)).toEqual([[34, 34], [null, 40]]);
  expect(shown(100, 89, 30, 29)).toEqual([[30, 30], [100, 100]]);
  expect(shown(370, 365, 364, 90, 30, 1)).toEqual([[30, 30], [90, 90], [365, 365]]);
});

it("says how old a moment really is after nights without a run, and shows it once", () => {
  expect(shown(60, 2, 1)).toEqual([[60, 60]]);
  expect(shown(120, 1)).toEqual([[120, 120]]);
  expect(shown(400, 120, 1)).toEqual([[120, 120], [400, 400]]);
});

it("takes a night that was some minutes late for a night", () => {
  expect(shown(29.99, 28.99)).toEqual([[30, 30]]);
});
