import { expect, it } from "vitest";
import { createSlowShops } from "#app/shopify/slow-shops.ts";

it("a shop is slow while it has not answered for two seconds, or not at all, until it answers in time", () => {
  let seconds = 0;
  const slow = createSlowShops(() => seconds);
  const endHanging = slow.asked(1n);
  const endQuick = slow.asked(2n);
  seconds = 1.9;
  expect(slow.list()).toEqual([]);
  endQuick(true);
  seconds = 2;
  expect(slow.list()).toEqual([1n]);
  expect([slow.secondsOf(1n), slow.secondsOf(2n)]).toEqual([2, null]);
  slow.asked(1n)(true);
  expect(slow.list(), "another call of it still hangs").toEqual([1n]);
  endHanging(true);
  expect(slow.list(), "the last answer came late").toEqual([1n]);
  slow.asked(2n)(false);
  expect(slow.list()).toEqual([1n, 2n]);
  seconds = 5;
  slow.asked(2n)(false);
  expect([slow.secondsOf(1n), slow.secondsOf(2n)], "since the first of the slow ones").toEqual([5, 3]);
  slow.asked(1n)(true);
  slow.asked(2n)(true);
  expect(slow.list()).toEqual([]);
});
