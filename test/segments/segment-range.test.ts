import { describe, expect, it } from "vitest";
import { appraiseHistories } from "#app/scoring/appraise-shop.ts";
import type { RunInterval } from "#app/scoring/run-interval.ts";
import { proveModel } from "#app/scoring/prove-model.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { drawBorders } from "#app/segments/draw-borders.ts";
import { buildScoreRow, type ScoreRow } from "#app/segments/score-row.ts";
import { segmentRange } from "#app/segments/segment-range.ts";
import { moveInTotals, NOBODY, type SegmentSums } from "#app/segments/segment-sums.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulatePurchases } from "../scoring/simulate-purchases.ts";

const CERTAIN = { level: 1, season: 1, deviation: 0 };
const DAYS = 500;
const HORIZON_DAYS = 180;
const MODEL = { coinsAtStart: 1, often: { r: 0.8, alpha: 60, a: 0.7, b: 2.5 }, much: { p: 6.2, q: 3.7, v: 1500 } } as const;

/** A shop that is as the model thinks and keeps its level, as a night sorts it, and what each customer then brought. */
function sortedShop(seed: number, customers: number) {
  const { histories, broughtMinor } = simulatePurchases(seededDice(seed), { ...MODEL, customers, oldest: DAYS, horizonDays: HORIZON_DAYS });
  const untried = proveModel(purchaseColumns([]), DAYS, "auto");
  const choice = { ...untried.choice, correction: { orders: CERTAIN, orderValue: CERTAIN } };
  const proof = { ...untried, choice, verdict: { chosenModel: choice.model, beatsBaselines: true }, standing: "proven" as const };
  const appraised = appraiseHistories(histories, DAYS, proof, { horizonDays: HORIZON_DAYS, annualDiscountRate: 0 });
  const borders = drawBorders(appraised, { version: 0, definition: DEFAULT_DEFINITION });
  const rows = Array.from({ length: customers }, (_, row) => {
    const appraisal = appraised.appraisalAt(row);
    const firstOrderDay = DAYS - appraisal.ageDays;
    const orders = { customerId: row, ordersCount: appraisal.purchases, firstOrderDay, lastOrderDay: firstOrderDay + appraisal.recencyDays };
    return buildScoreRow(orders, appraisal, borders, null, DAYS);
  });
  return { rows, interval: appraised.interval, broughtMinor };
}

const isOfSegment = Object.fromEntries([
  ...VALUE_TIERS.map((tier) => [tier, (row: ScoreRow) => row.valueTier === tier]),
  ...STAGES.map((stage) => [stage, (row: ScoreRow) => row.stage === stage]),
]) as Record<string, (row: ScoreRow) => boolean>;

const sumsOf = (rows: readonly ScoreRow[]): SegmentSums =>
  rows.reduce((sums, after) => moveInTotals(sums, { before: null, after }, () => true), [NOBODY])[0]!;

/** Of what is yet to come: the past is certain. */
const aheadOf = (rows: readonly ScoreRow[], interval: RunInterval) => segmentRange({ ...sumsOf(rows), historicValueMinor: 0 }, interval)!;

describe("the interval of a segment", () => {
  it("holds what its customers bring four times in five, where the model is true", () => {
    const SHOPS = 150;
    const shares = new Map<string, { inside: number; of: number }>();
    for (let seed = 1; seed <= SHOPS; seed += 1) {
      const { rows, interval, broughtMinor } = sortedShop(seed, 1000);
      for (const [segment, isOf] of Object.entries(isOfSegment)) {
        const own = rows.filter(isOf);
        if (own.length === 0) continue;
        const { lowerMinor, upperMinor } = aheadOf(own, interval);
        const brought = own.reduce((sum, { customerId }) => sum + broughtMinor[customerId]!, 0);
        const share = shares.get(segment) ?? { inside: 0, of: 0 };
        shares.set(segment, { inside: share.inside + (brought >= lowerMinor && brought <= upperMinor ? 1 : 0), of: share.of + 1 });
      }
    }
    // Nobody in such a shop gives back more than she pays.
    expect([...shares.keys()]).toEqual([...VALUE_TIERS, ...STAGES].filter((segment) => segment !== "negative"));
    const all = [...shares.values()].reduce((sum, { inside, of }) => ({ inside: sum.inside + inside, of: sum.of + of }));
    expect(all.inside / all.of).toBeGreaterThan(0.76);
    expect(all.inside / all.of).toBeLessThan(0.84);
    // In 400 shops the segments' shares are 0.75 to 0.83; what these shops' may differ from that is two standard errors.
    const errorOf = (share: number, of: number) => Math.sqrt((share * (1 - share)) / of);
    for (const [segment, { inside, of }] of shares) {
      expect(inside / of, segment).toBeGreaterThan(0.75 - 2 * errorOf(0.75, of));
      expect(inside / of, segment).toBeLessThan(0.83 + 2 * errorOf(0.83, of));
    }
  });

  it("of the whole shop is the one that the run tells, and the parts' chance is the whole's", () => {
    const { rows, interval } = sortedShop(7, 1000);
    expect(aheadOf(rows, interval)).toEqual(interval.total);
    const whole = sumsOf(rows).chance!;
    for (const segments of [VALUE_TIERS, STAGES]) {
      const parts = segments.map((segment) => sumsOf(rows.filter(isOfSegment[segment]!)).chance!);
      const sumOf = (name: keyof typeof whole) => parts.reduce((sum, part) => sum + part[name], 0);
      expect(sumOf("buyers")).toBe(1000);
      expect(sumOf("varianceMinor") / whole.varianceMinor).toBeCloseTo(1, 12);
      expect(sumOf("logNothing") / whole.logNothing).toBeCloseTo(1, 12);
    }
  });

  it("is wider in its parts together than in the whole, since chance evens out", () => {
    const { rows, interval } = sortedShop(7, 1000);
    const widthOf = (own: ScoreRow[]) => {
      const { lowerMinor, upperMinor } = aheadOf(own, interval);
      return upperMinor - lowerMinor;
    };
    const parts = STAGES.map((stage) => rows.filter(isOfSegment[stage]!));
    expect(parts.reduce((sum, own) => sum + widthOf(own), 0)).toBeGreaterThan(1.3 * widthOf(rows));
  });

  it("of a single customer is hers, and of her and somebody who has bought nothing that counts", () => {
    const { rows, interval } = sortedShop(3, 300);
    const [one] = rows;
    const nothing = { ...one!, purchases: 0, historicValueMinor: 0, predictedValueMinor: 0, predictedLowerMinor: 0, predictedUpperMinor: 0, predictedVariance: 0, logNothing: 0 };
    for (const row of rows) {
      const hers = { lowerMinor: row.predictedLowerMinor, upperMinor: row.predictedUpperMinor };
      expect(aheadOf([row], interval)).toEqual(hers);
      expect(aheadOf([row, nothing], interval)).toEqual(hers);
    }
  });

  it("begins with what was bought: where two will most likely buy nothing more, that is all", () => {
    const { rows, interval } = sortedShop(3, 300);
    const gone = rows.filter(({ logNothing }) => logNothing! > Math.log(0.95)).slice(0, 2);
    const sums = sumsOf(gone);
    expect(gone).toHaveLength(2);
    expect(segmentRange(sums, interval)).toEqual({ lowerMinor: sums.historicValueMinor, upperMinor: sums.historicValueMinor });
  });

  it("is not there of nobody, in a run from before it was kept, nor where some rows are from before", () => {
    const { rows, interval } = sortedShop(3, 300);
    const sums = sumsOf(rows);
    expect(segmentRange(NOBODY, interval)).toBeNull();
    expect(segmentRange(sums, null)).toBeNull();
    expect(segmentRange(sums, { ...interval, shared: null })).toBeNull();
    expect(segmentRange({ ...sums, chance: null }, interval)).toBeNull();
    const older = { ...rows[0]!, predictedVariance: null };
    expect(segmentRange(sumsOf([older, ...rows.slice(1)]), interval)).toBeNull();
  });

  it("follows a customer who goes from one segment to another, and is as before once she is back", () => {
    const { rows } = sortedShop(3, 300);
    const [vip, ...others] = rows.filter(isOfSegment.vip!);
    const before = [{ tier: "vip", ...sumsOf([vip!, ...others]) }, { tier: "low", ...sumsOf(rows.filter(isOfSegment.low!)) }];
    const isOf = ({ tier }: { tier: string }, { valueTier }: { valueTier: string }) => tier === valueTier;
    const fallen = { ...vip!, valueTier: "low" as const };
    const moved = moveInTotals(before, { before: vip!, after: fallen }, isOf);
    expect(moved[0]!.chance!.buyers).toBe(others.length);
    expect(moved[0]!.chance!.varianceMinor / sumsOf(others).chance!.varianceMinor).toBeCloseTo(1, 9);
    expect(moved[1]!.chance!.logNothing).toBeCloseTo(before[1]!.chance!.logNothing + vip!.logNothing!, 9);
    const back = moveInTotals(moved, { before: fallen, after: vip! }, isOf);
    expect(back[0]!.chance!.varianceMinor / before[0]!.chance!.varianceMinor).toBeCloseTo(1, 9);
    const [alone] = moveInTotals([{ tier: "vip", ...sumsOf([vip!]) }], { before: vip!, after: null }, isOf);
    expect(alone).toEqual({ tier: "vip", ...NOBODY });
  });
});
