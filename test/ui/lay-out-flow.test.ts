import { describe, expect, it } from "vitest";
import { layOutFlow } from "#app/ui/charts/lay-out-flow.ts";
import { seededDice } from "../clv/simulate-shop.ts";

const HEIGHT = 300;
const ROOM = 34;

const draw = (counts: number[][]) => layOutFlow(counts, { height: HEIGHT, room: ROOM });
const counts = (size: number, customers: (from: number, to: number) => number) =>
  Array.from({ length: size }, (_, from) => Array.from({ length: size }, (_, to) => customers(from, to)));

describe("where bands and ribbons of a flow lie", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is to scale, apart, and within its height, whatever the numbers (%i)", (seed) => {
    const dice = seededDice(seed);
    const drawn = counts(6, () => (dice() < 0.3 ? 0 : Math.ceil(dice() * 10 ** Math.floor(dice() * 6))));
    const { left, right, ribbons } = draw(drawn);
    const scale = left[0]!.height / left[0]!.customers;
    for (const column of [left, right]) {
      for (const [index, band] of column.entries()) {
        expect(band.height).toBeCloseTo(band.customers * scale, 8);
        const next = column[index + 1];
        if (!next) continue;
        // The names, in the middle of their bands, keep a line's height from each other.
        expect(next.top + next.height / 2 - band.top - band.height / 2).toBeGreaterThanOrEqual(ROOM - 1e-9);
        expect(next.top).toBeGreaterThan(band.top + band.height);
      }
      expect(column[0]!.top).toBeGreaterThanOrEqual(0);
      expect(column.at(-1)!.top + column.at(-1)!.height).toBeLessThanOrEqual(HEIGHT + 1e-9);
    }
    expect(ribbons).toHaveLength(drawn.flat().filter((customers) => customers > 0).length);
    for (const { place, top, height, customers } of left) {
      const own = ribbons.filter(({ from }) => from === place);
      expect(own.reduce((sum, it) => sum + it.customers, 0)).toBe(customers);
      expect(own[0]!.fromTop).toBeCloseTo(top, 8);
      expect(own.at(-1)!.fromTop + own.at(-1)!.height).toBeCloseTo(top + height, 8);
    }
    for (const { place, top, height } of right) {
      const own = ribbons.filter(({ to }) => to === place);
      expect(own[0]!.toTop).toBeCloseTo(top, 8);
      expect(own.at(-1)!.toTop + own.at(-1)!.height).toBeCloseTo(top + height, 8);
    }
  });

  it("leaves out places with nobody", () => {
    const { left, right, ribbons } = draw([[0, 7, 0], [0, 0, 0], [0, 0, 0]]);
    expect([left.map(({ place }) => place), right.map(({ place }) => place)]).toEqual([[0], [1]]);
    expect(ribbons).toMatchObject([{ from: 0, to: 1, customers: 7 }]);
  });

  it("takes the whole height where there is one band", () => {
    const { left } = draw([[5, 0], [0, 0]]);
    expect(left[0]!.top).toBeCloseTo(0, 8);
    expect(left[0]!.height).toBeGreaterThan(HEIGHT - 10);
  });
});
