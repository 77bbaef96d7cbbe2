import { expect, it } from "vitest";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";
import { countTierMoves } from "./tier-moves.ts";

it("hysteresis leaves fewer moves between tiers, and far fewer who go back and forth", () => {
  const shop = purchaseColumns(simulateCalendar(seededDice(7), { customers: 400, days: 400, meanMinor: 4000, activity: () => 1 }));
  const [without, by10] = countTierMoves(shop, { first: 340, last: 399 }, [0, 0.1]);
  expect(without!.moves).toBeGreaterThan(100);
  expect(by10!.moves).toBeLessThan(0.75 * without!.moves);
  expect(by10!.returns).toBeLessThan(0.5 * without!.returns);
});
