import { expect } from "vitest";
import { noteCosts } from "#app/acquisition/note-costs.server.ts";
import type { Spend } from "#app/acquisition/spend.ts";
import type { Deps } from "#app/deps.server.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { monthsBetween } from "#app/time/months.ts";
import { parseAcquisitionQuery } from "#app/views/acquisition-query.ts";
import { viewAcquisition } from "#app/views/acquisition.view.server.ts";
import { acquisitionFromScratch, type Buyer, curveFromScratch } from "./acquisition-from-scratch.ts";

const MARGIN = "57.5";

type Seams = Pick<Deps, "db" | "clock">;
type Shop = { id: bigint; currency: string; timeZone: string };

/** Notes the spends, with a gross margin of 57.5 %. */
export async function noteSpends(deps: Seams, shop: Shop, spends: Spend[]): Promise<void> {
  const typed = spends.map(({ month, channel, amountMinor }) => ({ month, channel, amount: minorToDecimal(amountMinor, shop.currency) }));
  const answer = await noteCosts(deps, shop, { draft: { grossMargin: MARGIN, spends: typed }, version: 0, staffId: null });
  expect(answer.kind).toBe("saved");
}

/** Holds every figure of the page to what is worked out from the buyers' orders. */
export async function expectAcquisition(deps: Seams, shop: Shop, buyers: Buyer[], spends: Spend[], address: string) {
  const today = deps.clock().toISOString().slice(0, 10);
  const { period, current, business } = await viewAcquisition(deps, shop, parseAcquisitionQuery(new URLSearchParams(address)));
  const wanted = { months: monthsBetween(period.from, period.to), grossMargin: Number(MARGIN) / 100, bandTo: business === "b2b" ? 10 : 3, today };
  const check = (figures: Record<string, unknown>, own: Buyer[], spent: Spend[], what: string) => {
    for (const [name, expected] of Object.entries(acquisitionFromScratch(own, { ...wanted, spends: spent }))) {
      const found = figures[name];
      const value = typeof found === "object" && found !== null ? (found as LabelledValue).value : (found as number | null);
      if (expected === null || value === null) expect(value, `${name} of ${what}`).toBe(expected);
      else expect(Math.abs(value - expected), `${name} of ${what}: ${value}, not ${expected}`).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
    }
  };
  const curve = curveFromScratch(buyers, { ...wanted, spends });
  expect(current!.curve.map(({ customers }) => customers)).toEqual(curve.map(({ customers }) => customers));
  current!.curve.forEach(({ marginMinor }, month) => expect(marginMinor / curve[month]!.marginMinor).toBeCloseTo(1, 9));
  check(current!.all, buyers, spends, `all, ${address}`);
  for (const { channel, ...figures } of current!.byChannel) {
    const name = channel.kind === "named" ? channel.name : null;
    check(figures, buyers.filter((it) => it.channel === name), spends.filter((it) => it.channel === name), `${name}, ${address}`);
  }
  return current!;
}
