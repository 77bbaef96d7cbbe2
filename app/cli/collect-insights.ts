import type { CohortRow } from "#app/insights/cohort-rows.ts";
import { cohortClv, cohortTable } from "#app/insights/cohort-table.ts";
import { customerEquity } from "#app/insights/customer-equity.ts";
import type { Forecast } from "#app/insights/forecast-sales.ts";
import { forecastShop } from "#app/insights/forecast-shop.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { predictiveClv, type PredictionColumns } from "#app/insights/predictive-clv.ts";
import { shopFormulas, type ShopSettings } from "#app/insights/shop-formulas.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import type { ModelTables } from "#app/scoring/model-tables.ts";
import { NOMINAL_LEVEL } from "#app/scoring/nominal-level.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { Costs } from "./read-costs.ts";
import type { Valuation } from "./value-customers.ts";

/** Beside the costs, which an export does not know. */
const SETTINGS = { years: 3, business: "retail" } as const satisfies Partial<ShopSettings>;
const MONTHS_SHOWN = 12;

export type Insights = {
  predictive: LabelledValue;
  /** Null where no quarter's customers have been watched for a month. */
  cohort: { firstDay: number; months: number; value: LabelledValue } | null;
  /** All that need the purchases alone. */
  formulas: ReturnType<typeof shopFormulas>;
  equity: LabelledValue;
  forecast: Forecast[];
};

export function collectInsights(
  purchases: PurchaseColumns,
  asOfDay: number,
  { proof, model, tables, interval, customers }: Valuation,
  { grossMargin, acquisitionCostMinor }: Pick<Costs, "grossMargin" | "acquisitionCostMinor">,
): Insights {
  const people = tables.rows.length;
  const ends = { lower: interval.total.lowerMinor / people, upper: interval.total.upperMinor / people, level: NOMINAL_LEVEL };
  return {
    predictive: predictiveClv(predictionColumns(model, tables), model.horizon, {
      interval: people === 0 ? null : ends,
      isProven: proof.standing === "proven",
    }),
    cohort: showCohort(cohortTable(purchases, asOfDay, "quarter")),
    formulas: shopFormulas(purchases, asOfDay, { ...SETTINGS, ...model.horizon, grossMargin, acquisitionCostMinor }),
    equity: customerEquity({
      historicValueMinor: Float64Array.from(customers, ({ historicValueMinor }) => historicValueMinor),
      predictedValueMinor: Float64Array.from(customers, ({ predictedValueMinor }) => predictedValueMinor),
    }),
    forecast: forecastShop({ model, tables, correction: interval.correction, purchases, asOfDay }),
  };
}

/** What the ladder predicts, cut into the factors of the formula: the undiscounted value tells that of an order. */
function predictionColumns(model: FittedModel, tables: ModelTables): PredictionColumns {
  const discounted = predictCustomers(model, tables);
  const undiscounted = predictCustomers({ ...model, horizon: { ...model.horizon, annualDiscountRate: 0 } }, tables);
  const column = () => new Float64Array(tables.rows.length);
  const columns = { expectedPurchases: column(), discountedPurchases: column(), expectedValueMinor: column() };
  for (let row = 0; row < tables.rows.length; row += 1) {
    const { expectedOrders, predictedValueMinor } = undiscounted(row);
    columns.expectedPurchases[row] = expectedOrders;
    if (!(predictedValueMinor > 0)) continue;
    columns.expectedValueMinor[row] = predictedValueMinor / expectedOrders;
    columns.discountedPurchases[row] = (discounted(row).predictedValueMinor / predictedValueMinor) * expectedOrders;
  }
  return columns;
}

/** The latest quarter of new customers that has been watched for a year; without one, the one watched for longest. */
function showCohort(rows: readonly CohortRow[]): Insights["cohort"] {
  const watched = (row: CohortRow) => row.cells.filter((cell) => cell !== null).length;
  const row = rows.findLast((it) => watched(it) >= MONTHS_SHOWN) ?? rows.reduce<CohortRow | undefined>((a, b) => (a !== undefined && watched(a) >= watched(b) ? a : b), undefined);
  if (row === undefined || watched(row) === 0) return null;
  const months = Math.min(MONTHS_SHOWN, watched(row));
  return { firstDay: row.cohort.firstDay, months, value: cohortClv(row, months - 1) };
}
