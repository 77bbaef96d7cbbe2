import { existsSync } from "node:fs";
import { join } from "node:path";
import { alignTable } from "#app/cli/align-table.ts";
import { buildLedger, orderDay } from "#app/cli/build-ledger.ts";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import type { Fitted } from "#app/clv/fitted.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { type CustomerIntervals, customerIntervals } from "#app/scoring/customer-intervals.ts";
import { INTERVAL_MODELS, type IntervalModel } from "#app/scoring/interval-models.ts";
import { type ModelTables, modelTables } from "#app/scoring/model-tables.ts";
import { parameterVariance } from "#app/scoring/parameter-variance.ts";
import { type PurchaseColumns, purchaseColumns, purchasesWithin, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";

const FOLDER = process.env.CLV_DATA || join(import.meta.dirname, "../../shared/data");
const SETS = [
  { file: "cdnow-sample-orders.csv.gz", cuts: [{ days: 180, horizonDays: 180 }, { days: 273, horizonDays: 273 }, { days: 365, horizonDays: 180 }] },
  { file: "online-retail-orders.csv.gz", cuts: [{ days: 190, horizonDays: 182 }, { days: 250, horizonDays: 120 }, { days: 282, horizonDays: 90 }] },
];

type Cut = { tables: ModelTables; broughtMinor: Float64Array; horizonDays: number };

function shareInside({ lowerMinor, upperMinor }: CustomerIntervals, brought: Float64Array, counts: (row: number) => boolean): number {
  let customers = 0;
  let inside = 0;
  for (let row = 0; row < brought.length; row++) {
    if (!counts(row)) continue;
    customers += 1;
    inside += brought[row]! >= lowerMinor[row]! && brought[row]! <= upperMinor[row]! ? 1 : 0;
  }
  return (100 * inside) / customers;
}

/** What is aimed at are 76 to 84 of 100 customers whose future is open. */
function judged(percent: number): string {
  return `${percent.toFixed(1)} %${percent >= 76 && percent <= 84 ? "" : " MISSED"}`;
}

function rowOf<Params extends Record<string, number>>(
  name: string,
  model: IntervalModel<Params>,
  fit: (table: PurchaseTable) => Fitted<Params>,
  { tables, broughtMinor, horizonDays }: Cut,
): string[] {
  const { params, boundary } = fit(tables.purchases);
  const spend = gammaGamma.fit(tables.spend).params;
  const scores = model.score(params, tables.purchases, { horizonDays, annualDiscountRate: 0 });
  const drawn = customerIntervals(model.counts(params, horizonDays), spend, tables, scores);
  const isOpen = (row: number) => drawn.upperMinor[row]! > 0;
  const values = gammaGamma.score(spend, tables.spend);
  const expectedMinor = values.reduce((sum, value, row) => sum + value * scores.expectedPurchases[row]!, 0);
  const actualMinor = broughtMinor.reduce((sum, value) => sum + value, 0);
  const total = totalInterval(expectedMinor, {
    processVariance: drawn.varianceMinor.reduce((sum, minor) => sum + minor, 0),
    logNothing: drawn.logNothing.reduce((sum, value) => sum + value, 0),
    leastOrder: 0,
    parameterVariance: parameterVariance(model, params, spend, tables, horizonDays),
    levelDeviation: 0,
  });
  const percent = (minor: number) => `${((100 * minor) / actualMinor).toFixed(0)} %`;
  return [
    boundary === null ? name : `${name} (${boundary})`,
    `${((100 * drawn.upperMinor.filter((_, row) => isOpen(row)).length) / broughtMinor.length).toFixed(1)} %`,
    judged(shareInside(drawn, broughtMinor, isOpen)),
    `${shareInside(drawn, broughtMinor, () => true).toFixed(1)} %`,
    percent(expectedMinor),
    `${percent(total.lowerMinor)} to ${percent(total.upperMinor)}`,
  ];
}

function describeCut(columns: PurchaseColumns, end: number, horizonDays: number): string {
  const tables = modelTables(summariseUpTo(columns, end), end);
  const { valueMinor } = purchasesWithin(columns, end, horizonDays);
  const cut = { tables, horizonDays, broughtMinor: Float64Array.from(tables.rows, (row) => valueMinor[row]!) };
  return alignTable([
    ["", "open", "of them inside", "of all inside", "expected / actual", "total's interval / actual"],
    rowOf("BG/NBD", INTERVAL_MODELS["bg-nbd"], bgNbd.fit, cut),
    rowOf("MBG/NBD", INTERVAL_MODELS["mbg-nbd"], mbgNbd.fit, cut),
    rowOf("Pareto/NBD", INTERVAL_MODELS["pareto-nbd"], paretoNbd.fit, cut),
  ]).map((line) => `    ${line}`).join("\n");
}

/** How many customers of the two real shops end up inside their intervals, the models left as they are fitted. */
export async function bench(): Promise<void> {
  for (const { file, cuts } of SETS) {
    const path = join(FOLDER, file);
    if (!existsSync(path)) {
      console.log(`Left out: the coverage of ${file}, for ${path} is absent.`);
      continue;
    }
    const exported = await readOrdersExport(path);
    if (exported.kind === "refused") throw new Error(exported.reason);
    const days = exported.orders.map(orderDay);
    const first = days.reduce((a, b) => Math.min(a, b));
    const last = days.reduce((a, b) => Math.max(a, b));
    const columns = purchaseColumns(buildLedger(exported.orders, last).customers.map(({ purchases }) => purchases));
    for (const { days: observed, horizonDays } of cuts) {
      console.log(`${file}: ${observed} days observed, ${horizonDays} ahead\n${describeCut(columns, first + observed - 1, horizonDays)}`);
    }
  }
}

if (import.meta.main) await bench();
