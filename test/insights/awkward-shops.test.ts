import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { cohortTable } from "#app/insights/cohort-table.ts";
import { GUARDS } from "#app/insights/labelled-value.ts";
import { shopFormulas } from "#app/insights/shop-formulas.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { OBSERVATION_END as END, randomShop } from "./random-shop.ts";

const once = (day: number): Purchase[] => [{ day, valueMinor: 5000 }];

const SHOPS: Record<string, Purchase[][]> = {
  "nobody": [],
  "customers without a counted order": [[], []],
  "one customer, today": [once(END)],
  "one customer, years ago": [once(END - 3000)],
  "everybody once": Array.from({ length: 50 }, (_, row) => once(END - 10 * row)),
  "everybody every month, none ever left": Array.from({ length: 20 }, () => Array.from({ length: 30 }, (_, month) => once(END - 30 * month)).flat()),
  "all of them new": Array.from({ length: 20 }, (_, row) => once(END - (row % 5))),
  "all of them yet to come": [once(END + 1), once(END + 400)],
};

function formulasOf(shop: Purchase[][], acquisitionCostMinor: number | null = 2000) {
  const values = shopFormulas(purchaseColumns(shop), END, { grossMargin: 0.5, acquisitionCostMinor, years: 3, business: "retail", annualDiscountRate: 0.1 });
  return new Map(values.map((value) => [value.formula, value]));
}

function expectSound(shop: Purchase[][], acquisitionCostMinor: number | null): void {
  for (const { value, guards, factors } of formulasOf(shop, acquisitionCostMinor).values()) {
    if (value === null) expect(guards.length).toBeGreaterThan(0);
    else expect(Number.isFinite(value)).toBe(true);
    for (const guard of guards) expect(GUARDS).toContain(guard);
    for (const factor of Object.values(factors)) expect(factor.value === null || Number.isFinite(factor.value)).toBe(true);
  }
  for (const length of ["month", "quarter"] as const) {
    for (const cell of cohortTable(purchaseColumns(shop), END, length).flatMap(({ cells }) => cells)) {
      for (const value of Object.values(cell ?? {})) expect(Number.isFinite(value)).toBe(true);
      if (cell !== null) expect(cell.retention).toBeLessThanOrEqual(1);
    }
  }
}

describe("every formula, for a shop where", () => {
  it.each(Object.keys(SHOPS))("%s: a finite number or a reason why there is none", (name) => {
    for (const cost of [2000, 0, null]) expectSound(SHOPS[name]!, cost);
  });

  it("anything may be", () => {
    fc.assert(fc.property(randomShop, fc.option(fc.nat(50_000)), expectSound));
  });
});

describe("what has to be said", () => {
  it("nobody ever left: the lifetime is cut, and all that follows from it says so", () => {
    const values = formulasOf(SHOPS["everybody every month, none ever left"]!);
    for (const formula of ["churn-lifetime", "simple", "margin", "net", "clv-to-cac"] as const) {
      expect(values.get(formula)!.guards).toContain("lifetime-capped");
    }
    expect(values.get("churn-lifetime")!.value).toBe(120);
    expect(values.get("annualised")!.guards).toEqual([]);
  });

  it("nothing has been bought yet, or not long enough ago", () => {
    expect(formulasOf([]).get("historic")).toMatchObject({ value: null, guards: ["no-purchases"] });
    expect(formulasOf(SHOPS["all of them yet to come"]!).get("historic")!.value).toBeNull();
    expect(formulasOf(SHOPS["all of them new"]!).get("window")).toMatchObject({ value: null, guards: ["not-observed-yet"] });
    expect(formulasOf(SHOPS["all of them new"]!).get("margin")).toMatchObject({ value: null, guards: ["history-too-short"] });
  });

  it("a cohort table of a month under way has its customers and no cell", () => {
    const [row] = cohortTable(purchaseColumns(SHOPS["all of them new"]!), END, "month");
    expect(row).toMatchObject({ customers: 20, historicMinor: 100_000, cells: [] });
    expect(cohortTable(purchaseColumns([]), END, "month")).toEqual([]);
  });
});
