import { describe, expect, it } from "vitest";
import { createLedgerColumns } from "#app/orders/ledger-columns.ts";
import type { CustomerHistory } from "#app/scoring/customer-history.ts";
import { scoreCustomer } from "#app/scoring/score-customers.ts";
import type { ScoreRow } from "#app/segments/score-row.ts";
import { rescoreSample } from "#app/tags/rescore-sample.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";

const TODAY = 20_000;
/** Days of purchase and their values. */
const PURCHASES = [[[19_700, 4_000], [19_800, 2_000]], [[19_650, 9_000]], [[19_900, 1_000], [19_950, 3_000], [19_990, 5_000]]] as const;

const rows: ScoreRow[] = PURCHASES.map((purchases, index) => {
  const history: CustomerHistory = {
    purchases: purchases.length, firstPurchaseDay: purchases[0][0], lastPurchaseDay: purchases.at(-1)![0],
    historicValueMinor: purchases.reduce((sum, [, valueMinor]) => sum + valueMinor, 0),
  };
  return {
    ...scoreCustomer(SHOP_MODEL, history, TODAY), predictedLowerMinor: null, predictedUpperMinor: null, predictedVariance: null, logNothing: null,
    customerId: index + 1, ordersCount: purchases.length, firstOrderDay: history.firstPurchaseDay, lastOrderDay: history.lastPurchaseDay,
    scoredDay: TODAY, valueTier: "low", stage: "active",
  };
});

function ledgerOf(valueOf: (valueMinor: number, customerId: number) => number) {
  const columns = createLedgerColumns();
  for (const [index, purchases] of PURCHASES.entries()) {
    for (const [day, minor] of purchases) {
      const value = valueOf(minor, index + 1);
      columns.push([index + 1, day, 1, value > 0 ? 1 : 0, value]);
    }
  }
  return columns.end();
}

const rescored = (valueOf: Parameters<typeof ledgerOf>[0]) => rescoreSample(SHOP_MODEL, SHOP_MODEL.horizon, { rows, ledger: ledgerOf(valueOf) });

describe("customers of whose orders something else counts", () => {
  it("are what they were where nothing is other", () => {
    expect(rescored((value) => value)).toEqual(rows);
    expect(rescoreSample(SHOP_MODEL, SHOP_MODEL.horizon, { rows, ledger: null })).toEqual(rows);
  });

  it("are predicted to be worth twice as much where every order is", () => {
    for (const [index, row] of rescored((value) => 2 * value).entries()) {
      const before = rows[index]!;
      expect(row.historicValueMinor).toBe(2 * before.historicValueMinor);
      expect(row.monetaryValueMinor).toBe(2 * before.monetaryValueMinor!);
      expect(Math.abs(row.predictedValueMinor - 2 * before.predictedValueMinor)).toBeLessThanOrEqual(1);
      expect(row.lifetimeValueMinor).toBe(row.historicValueMinor + row.predictedValueMinor);
      expect(row.probabilityAlive).toBe(before.probabilityAlive);
    }
  });

  it("have no purchase where none of theirs counts any more, and nobody is worth NaN where nobody's does", () => {
    const [first, second] = rescored((value, customerId) => (customerId === 1 ? 0 : value));
    expect(first).toMatchObject({ purchases: 0, historicValueMinor: 0, predictedValueMinor: 0, lifetimeValueMinor: 0, monetaryValueMinor: null, probabilityAlive: null });
    expect(second!.historicValueMinor).toBe(9_000);
    for (const row of rescored(() => 0)) expect(row).toMatchObject({ historicValueMinor: 0, predictedValueMinor: 0, lifetimeValueMinor: 0 });
  });
});
