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
  for (const { held, customers } of counted) expect(held).toBeLessThan(0.2 * customers);
});
