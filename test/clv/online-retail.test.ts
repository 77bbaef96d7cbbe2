import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildLedger, orderDay } from "#app/cli/build-ledger.ts";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { modelTables } from "#app/scoring/model-tables.ts";
import type { PurchaseModel } from "./purchase-model.ts";
import { summarisePurchases } from "../scoring/summarise-purchases.ts";

const folder = process.env.CLV_DATA || join(import.meta.dirname, "../../../shared/data");
const file = join(folder, "online-retail-orders.csv.gz");
const present = existsSync(file);
if (!present) {
  console.info(`Left out: the fits on Online Retail, for ${file} is absent.`);
}

/** A real web shop in which next to no dropout is visible: well-known libraries fail here or predict infinity. */
describe.skipIf(!present)("fits on Online Retail", () => {
  let orders: ExportedOrder[] = [];
  let opening = Infinity;

  beforeAll(async () => {
    const exported = await readOrdersExport(file);
    if (exported.kind === "refused") {
      throw new Error(exported.reason);
    }
    orders = exported.orders;
    opening = orders.reduce((first, order) => Math.min(first, orderDay(order)), Infinity);
  });

  function tableAfter(days: number): PurchaseTable {
    const end = opening + days;
    const histories = buildLedger(orders, end).customers.map(({ purchases }) => summarisePurchases(purchases));
    return modelTables(historyColumns(histories), end).purchases;
  }

  function hold<P extends Record<string, number>>(model: PurchaseModel<P>, days: number): string | null {
    const table = tableAfter(days);
    const fitted = model.fit(table);
    expect(fitted.converged).toBe(true);
    expect(Object.values(fitted.params).every(Number.isFinite)).toBe(true);
    const scores = model.score(fitted.params, table, { horizonDays: 182, annualDiscountRate: 0.1 });
    for (const column of Object.values(scores)) {
      expect(column.every((value) => value >= 0 && value < Infinity)).toBe(true);
    }
    return fitted.boundary;
  }

  it("after 26 weeks every model says that no dropout is visible", () => {
    expect(hold(bgNbd, 182)).toBe("no dropout");
    expect(hold(mbgNbd, 182)).toBe("no dropout");
    expect(hold(paretoNbd, 182)).toBe("no dropout");
  });

  it.each([30, 91, 373])("after %d days every model fits and predicts", (days) => {
    hold(bgNbd, days);
    hold(mbgNbd, days);
    hold(paretoNbd, days);
  });
});
