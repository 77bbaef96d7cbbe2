import { expect, it } from "vitest";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";
import { countStageMoves } from "./stage-moves.ts";

it("without an order nobody goes back to an earlier stage, whether P(alive) counts, does not, or now and then", () => {
  const shop = purchaseColumns(simulateCalendar(seededDice(7), { customers: 400, days: 400, meanMinor: 4000, activity: () => 1 }));
  const counted = countStageMoves(shop, { first: 340, last: 399 });
  for (const { returns } of counted.filter(({ holds }) => holds)) expect(returns).toBe(0);
  const free = Object.fromEntries(counted.filter(({ holds }) => !holds).map((it) => [it.gate, it]));
  expect(free["open"]!.returns).toBeGreaterThan(0);
  expect(free["switching"]!.returns).toBeGreaterThan(free["open"]!.returns);
  // At the end 6 of 400 stand in a later stage than their figures of that day say: holding is no other way to sort.
  for (const { held, customers } of counted.filter(({ holds }) => holds)) expect(held).toBeLessThanOrEqual(0.02 * customers);
  expect(counted.find(({ gate, holds }) => gate === "open" && holds)!.held).toBeGreaterThan(0);
});
