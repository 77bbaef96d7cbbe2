import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { forecastAt } from "#app/scoring/back-test-forecasts.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import { appraised, borders, END, histories, history, horizon, interval, model, proof, purchases, tables } from "./sample-shop.ts";

/** A call that is right, to be spoilt. */
export type Sample = {
  args: readonly unknown[];
  /**
   * Arguments whose inside a schema has seen to where it was read, or which the app makes itself: what is kept of a run,
   * definitions, the language of a page. Something else instead of the whole is refused all the same.
   */
  given?: readonly number[];
  /** Places where something of another kind is right, too: nothing, a key of any sort, a column or a list, what is not read. */
  open?: readonly string[];
};

const column = (...numbers: number[]) => Float64Array.from(numbers);
const measured = (value: number) => ({ value, guards: [] });
const bought = { frequency: 2, recency: 20, age: 30 };
const table = { frequency: column(0, 1, 2), recency: column(0, 5, 20), age: column(9, 9, 30) };
const values = { frequency: column(1, 2, 3), monetaryValue: column(900, 1500, 700) };
const dropout = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
const pareto = { r: 0.5, alpha: 6, s: 1.9, beta: 16 };
const spend = { p: 6, q: 4, v: 16 };
const split = { groups: [3, 5], groupOf: Int32Array.of(0, 1, 1) };
const curve = { customers: 3, observed: column(3, 2, 1), cumulativeMinor: column(300, 550, 650) };
const ratio = { n: 200, part: 100, whole: 200, partSquares: 100, products: 100, wholeSquares: 200 };
const period = { returningRevenue: ratio, repeatCustomers: ratio, purchaseValue: ratio, churn: ratio };
const settings = { grossMargin: 0.5, acquisitionCostMinor: 100, years: 3, business: "retail", annualDiscountRate: 0.1 };
const lifetime = { historicValueMinor: column(100, 200, 300), predictedValueMinor: column(10, 20, 30) };

const purchaseModel = (file: string, params: object): Record<string, Sample> => ({
  [`${file}#logLikelihood`]: { args: [params, bought] },
  [`${file}#probabilityAlive`]: { args: [params, bought] },
  [`${file}#expectedPurchases`]: { args: [params, bought, 90] },
  [`${file}#expectedPurchasesOfNewCustomer`]: { args: [params, 90] },
  [`${file}#fit`]: { args: [table, { start: params, maxIterations: 50 }], open: ["1", "1.start", "1.maxIterations"] },
  [`${file}#score`]: { args: [params, table, horizon] },
});

export const SAMPLES: Readonly<Record<string, Sample>> = {
  ...purchaseModel("clv/bg-nbd", dropout),
  "clv/bg-nbd#purchaseCountProbability": { args: [dropout, 90, 2] },
  ...purchaseModel("clv/mbg-nbd", dropout),
  ...purchaseModel("clv/pareto-nbd", pareto),
  "clv/pareto-nbd#purchaseCountProbability": { args: [pareto, 90, 2] },
  "clv/pareto-nbd#discountedExpectedPurchases": { args: [pareto, bought, 0.01] },
  "clv/gamma-gamma#logLikelihood": { args: [spend, { frequency: 2, monetaryValue: 900 }] },
  "clv/gamma-gamma#expectedAverageValue": { args: [spend, { frequency: 2, monetaryValue: 900 }] },
  "clv/gamma-gamma#fit": { args: [values, { start: spend, maxIterations: 50 }], open: ["1", "1.start", "1.maxIterations"] },
  "clv/gamma-gamma#score": { args: [spend, values] },
  "clv/discounted-purchases#discountRateADay": { args: [0.1] },
  "clv/discounted-purchases#discountedPurchases": { args: [(days: number) => days, horizon] },
  "clv/geometric-dropout-counts#geometricDropoutCounts": { args: [1, dropout, 90] },
  "clv/levelled-counts#levelledCounts": { args: [() => ({ atLeast: () => column(1, 0.5) }), 90, { factor: 1, deviation: 0.1 }] },
  "clv/pareto-nbd-counts#paretoNbdCounts": { args: [pareto, 90] },
  "clv/value-mixture#valueMixture": { args: [6, 16] },

  "csv/csv-text#csvHead": { args: [["name", "value"]] },
  "csv/csv-text#csvText": { args: [[["a", 1]]], open: ["0.0.0", "0.0.1"] },
  "csv/csv-text#asText": { args: ["=1"] },
  "csv/parse-table#parseTable": { args: ["a,b\n1,2"] },
  "csv/split-tax#splitTax": { args: [{ taxMinor: 10, subtotalMinor: 90, shippingMinor: 10 }] },

  "math/beta-expectation#betaExpectation": { args: [0.9, 1.6, (p: number) => p, -42] },
  "math/chebyshev-series#chebyshevSeries": { args: [(x: number) => Math.exp(-x), 0, 1] },
  "math/digamma#digamma": { args: [2.5] },
  "math/digamma#trigamma": { args: [2.5] },
  "math/group-equal-pairs#groupEqualPairs": { args: [column(1, 2), column(3, 4)] },
  "math/incomplete-beta#incompleteBeta": { args: [2, 3, 0.25, 0.75] },
  "math/log-beta-kernel#logBetaKernel": { args: [2, 3, 0.25, 0.75], open: ["2", "3"] },
  "math/log-beta#logBeta": { args: [2, 3] },
  "math/log-rising-factorial#logRisingFactorial": { args: [2, 3, 1] },
  "math/log-rising-factorial#logRisingFactorialRatio": { args: [2, 3, 1] },
  "math/normal-quantile#normalQuantile": { args: [0.8] },
  "math/normalised-gini#normalisedGini": { args: [column(1, 3, 2), Uint32Array.of(1, 2, 0), Uint32Array.of(1, 2, 0)] },
  "math/order-descending#orderDescending": { args: [column(1, 3, 2), Uint32Array.of(0, 1, 2)] },
  "math/rank-distinct#rankDistinct": { args: [[column(1, 3, 2)]], open: ["0.0.2"] },
  "math/rank-sum#rankSum": { args: [column(1, 3, 2), column(2, 4)] },
  "math/scaled-exponential-integral#scaledExponentialIntegral": { args: [1.5, 2] },
  "math/shuffled-rows#shuffledRows": { args: [5, 1] },
  "math/solve-positive-definite#solvePositiveDefinite": { args: [[column(2, 0), column(0, 2)], column(1, 1)], open: ["0.0.1"] },
  "math/spearman-correlation#spearmanCorrelation": { args: [column(1, 3, 2), Uint32Array.of(1, 2, 0), column(1, 3, 2), Uint32Array.of(1, 2, 0)] },

  "money/format-money#formatMoney": { args: [123456, "USD", "en"] },
  "money/format-money#formatRoundMoney": { args: [123456, "USD", "en"] },
  "money/format-money#formatEstimate": { args: [123456, "USD", "en"] },
  "money/minor-digits#minorDigits": { args: ["USD"] },
  "money/minor-to-decimal#minorToDecimal": { args: [1234, "USD"] },
  "money/parse-money#parseMoney": { args: ["12.34", "USD"] },

  "time/date-to-day#dateToDay": { args: [new Date("2026-01-31")] },
  "time/day-name#dayName": { args: [5] },
  "time/day-to-date#dayToDate": { args: [5] },
  "time/local-day#localDay": { args: [new Date(0), "Asia/Seoul"] },
  "time/months#addMonths": { args: ["2026-01", 3] },
  "time/months#monthToDate": { args: ["2026-01"] },
  "time/months#monthOfDay": { args: [5] },
  "time/months#monthsBetween": { args: ["2026-01", "2026-03"] },

  "scoring/appraise-customer#appraiseCustomer": { args: [{ model, interval }, history, END], given: [0] },
  "scoring/appraise-shop#appraiseShop": { args: [purchases, END, { horizon, model: "auto" }], open: ["2", "2.horizon", "2.model"] },
  "scoring/appraise-shop#appraiseHistories": { args: [histories, END, proof, horizon], given: [2], open: ["3"] },
  "scoring/back-test-correction#factorOf": { args: [{ level: 1.2, season: 0.9, deviation: 0.1 }] },
  "scoring/back-test-forecasts#forecastAt": { args: [purchases, 0, 30, 20], open: [`0.valueMinor.${purchases.valueMinor.length - 1}`] },
  "scoring/back-test-gate#evidenceOf": { args: [[{ customers: 200, methods: [{ orders: { actual: 50 }, value: { gini: 0.4 } }] }]], open: ["0.0.methods.0.value.gini"] },
  "scoring/back-test-shop#judgeOrigin": { args: [forecastAt(purchases, 0, 30, 20), proof.choice, 1], given: [0, 1] },
  "scoring/draw-intervals#drawIntervals": { args: [{ model, tables, predict: predictCustomers(model, tables) }, interval.correction], given: [0] },
  "scoring/group-interval#groupInterval": {
    args: [1000, { buyers: 5, lowerMinor: 200, upperMinor: 2000, varianceMinor: 900, logNothing: -5 }, { leastOrder: 300, parameterVariance: 0.1, levelDeviation: 0.1 }],
  },
  "scoring/predict-customers#predictCustomers": { args: [model, tables], given: [0, 1] },
  "scoring/with-shapes#meanOf": { args: [[{ weight: 1, of: 5 }]] },
  "scoring/with-shapes#withShapes": { args: [model, () => 1], given: [0] },
  "scoring/at-horizon#atHorizon": { args: [model, tables, horizon], given: [0, 1] },
  "scoring/explain-score#explainScore": { args: [model, history, END], given: [0] },
  "scoring/model-tables#modelTables": { args: [histories, END] },
  "scoring/total-interval#totalInterval": { args: [1000, { processVariance: 900, logNothing: -5, leastOrder: 300, parameterVariance: 0.1, levelDeviation: 0.1 }], open: ["1.logNothing"] },
  "scoring/predict-again#predictAgain": { args: [model, horizon, [history], END], given: [0] },
  "scoring/prove-model#proveModel": { args: [purchases, END, "auto"] },
  "scoring/purchase-columns#purchaseColumns": { args: [[[{ day: 3, valueMinor: 500 }]]] },
  "scoring/purchase-columns#summariseUpTo": { args: [purchases, END], open: [`0.valueMinor.${purchases.valueMinor.length - 1}`] },

  "insights/annualised-clv#annualisedClv": { args: [{ averagePurchaseValue: measured(100), purchasesAYear: measured(2), years: measured(3) }], open: ["0.averagePurchaseValue.value", "0.purchasesAYear.value", "0.years.value"] },
  "insights/churn-lifetime#churnLifetime": { args: [measured(0.1)], open: ["0.value"] },
  "insights/clv-to-cac#clvToCac": { args: [measured(300), measured(100), "retail"], open: ["0.value", "1.value"] },
  "insights/clv-to-cac#largestAcquisitionCost": { args: [measured(300), "retail"], open: ["0.value"] },
  "insights/cohort-rows#cohortRows": { args: [[{ month: "1970-01", customers: 5, buyers: [5, 2], valueMinor: [500, 200], historicMinor: 700 }], END, "month"] },
  "insights/cohort-table#cohortTable": { args: [purchases, END, "month"] },
  "insights/cohort-table#cohortClv": { args: [{ cohort: { firstDay: 0, lastDay: 30 }, customers: 5, historicMinor: 700, cells: [null] }, 0], given: [0] },
  "insights/combined#combined": { args: ["net", { lifetimeValue: measured(300), acquisitionCost: measured(100) }, () => 200, []], open: ["1.lifetimeValue.value", "1.acquisitionCost.value", "3"] },
  "insights/combined#known": { args: [5] },
  "insights/customer-acquisition-cost#customerAcquisitionCost": { args: [500, 40], open: ["0"] },
  "insights/customer-equity#customerEquity": { args: [lifetime] },
  "insights/customer-equity#equityBySplit": { args: [split, lifetime], open: ["0.groups.0"] },
  "insights/discounted-value#discountedValue": { args: [(days: number) => days, horizon] },
  "insights/discounted-window#discountedWindow": { args: [curve, { horizonDays: 3, annualDiscountRate: 0.1 }] },
  "insights/find-alerts#findAlerts": { args: [[period, period]], open: ["0.0.returningRevenue", "0.0.repeatCustomers", "0.0.purchaseValue", "0.0.churn"] },
  "insights/forecast-sales#forecastSales": {
    args: [30, {
      predict: () => ({ expectedPurchases: column(1), expectedValueMinor: column(500) }), arrivals: { newCustomers: 5, days: 90, purchaseValueMinor: 500 },
      purchasesOfNewCustomer: () => 0.1, intervalOf: () => null,
    }],
  },
  "insights/forecast-shop#forecastShop": { args: [{ model, tables, correction: interval.correction, purchases, asOfDay: END }], given: [0] },
  "insights/historic-clv#historicClv": { args: [{ historicValueMinor: 500, purchases: 3, customers: 2 }] },
  "insights/judge-change#judgeChange": { args: [ratio, ratio] },
  "insights/labelled-value#labelled": { args: ["net", { value: 5, factors: { lifetimeValue: 10, acquisitionCost: 5 }, guards: [], interval: null }], open: ["1.value", "1.factors.lifetimeValue", "1.factors.acquisitionCost", "1.guards", "1.interval"] },
  "insights/lifetime-margin#lifetimeMargin": { args: [{ customers: 40, historicValueMinor: 500, predictedValueMinor: 100, isProven: true }, 0.4], open: ["1"] },
  "insights/margin-clv#marginClv": { args: [{ monthlyRevenue: measured(100), grossMargin: 0.4, monthlyChurn: measured(0.1) }], open: ["0.monthlyRevenue.value", "0.monthlyChurn.value"] },
  "insights/month-calendar#monthCalendar": { args: [0, END] },
  "insights/net-clv#netClv": { args: [measured(300), measured(100)], open: ["0.value", "1.value"] },
  "insights/order-size#orderSizeBands": { args: [column(100, 200, 300)] },
  "insights/order-size#splitByOrderSize": { args: [column(100, 200, 300), [{ fromMinor: 100, belowMinor: 200 }]], open: ["0.2", "1.0.fromMinor", "1.0.belowMinor"] },
  "insights/payback#payback": { args: [curve, measured(100), 0.5], open: ["1.value"] },
  "insights/payback#paybackMonths": { args: [curve, measured(100), 0.5], open: ["1.value"] },
  "insights/pool-cohorts#poolCohorts": { args: [[{ customers: 5, valueMinor: [500, 200] }]] },
  "insights/predictive-clv#predictiveClv": { args: [{ expectedPurchases: column(1), discountedPurchases: column(0.9), expectedValueMinor: column(500) }, horizon, { interval: null, isProven: true }], open: ["2.interval"] },
  "insights/ratio#valueOf": { args: [{ part: 100, whole: 200 }] },
  "insights/romi#romi": { args: [measured(300), measured(100)], open: ["0.value", "1.value"] },
  "insights/shop-alerts#shopAlerts": { args: [{ trends: [], compared: { customers: 10, unexplainedCustomers: 1, unexplainedMinor: 5 }, ordersWaiting: { orders: 5, seconds: 900 } }], open: ["0.compared"] },
  "insights/shop-formulas#shopFormulas": { args: [purchases, END, settings], open: ["2.acquisitionCostMinor"] },
  "insights/simple-clv#simpleClv": { args: [{ averagePurchaseValue: measured(100), purchasesAMonth: measured(2), lifespanMonths: measured(3) }], open: ["0.averagePurchaseValue.value", "0.purchasesAMonth.value", "0.lifespanMonths.value"] },
  "insights/split#sumBySplit": { args: [split, column(1, 2, 3)], open: ["0.groups.0"] },
  "insights/split#splitByKey": { args: [["KR", "US", null]], open: ["0.0"] },
  "insights/split-by-cohort#splitByCohort": { args: [purchases, END, "month"] },
  "insights/suggest-window#suggestWindow": { args: [purchases, END] },
  "insights/window-clv#windowClv": { args: [curve, 30] },

  "segments/definition#inCurrency": { args: [DEFAULT_DEFINITION, "EUR"], given: [0] },
  "segments/draw-borders#drawBorders": { args: [appraised, { version: 1, definition: DEFAULT_DEFINITION }], given: [0, 1] },
  "segments/flow-sorting#flowSortingOf": { args: [borders], given: [0] },
  "segments/previous-segments#keepsStages": { args: [DEFAULT_DEFINITION, DEFAULT_DEFINITION], given: [0, 1] },
  "segments/resorts#resorts": { args: ["stage", [{ place: "stage.rule.shopGapWeight" }]] },
  "segments/sampling#isSampled": { args: ["$2"] },
  "segments/scoring-line#scoringLine": { args: [{ shopId: "7" }] },
  "segments/segment-range#segmentRange": {
    args: [
      { customers: 5, historicValueMinor: 500, predictedValueMinor: 1000, chance: { buyers: 5, lowerMinor: 200, upperMinor: 2000, varianceMinor: 900, logNothing: -5 } },
      { shared: { leastOrder: 300, parameterVariance: 0.1, levelDeviation: 0.1 } },
    ],
    open: ["0.chance", "1", "1.shared"],
  },
  "segments/terms-of-run#termsOfRun": { args: [{ currency: "EUR", borders }], given: [0] },
  "segments/explain-stage#explainStage": { args: [{ purchases: 3, daysSinceFirst: 150, daysSinceLast: 50, probabilityAlive: 0.5 }, "active", borders], given: [2], open: ["0.probabilityAlive"] },
  "segments/explain-tier#explainTier": { args: [{ lifetimeValueMinor: 500, historicValueMinor: 400 }, "mid", borders], given: [2] },
  "segments/find-alike#findAlike": { args: [[{ lifetimeValueMinor: 500, valueTier: "vip", stage: "active" }]] },
  "segments/fold-tag#foldTag": { args: ["Ä"] },
  "segments/next-tier#nextTier": { args: [100, "low", { vip: 900, high: 500, mid: 200 }], open: ["2.vip", "2.high", "2.mid"] },
  "segments/segment-code#segmentCodes": { args: [["vip"], ["lost"]] },
  "segments/sampling#oneInHowMany": { args: [100_000] },
  "segments/shop-rhythm#findShopRhythm": { args: [{ frequency: column(1, 2), recency: column(30, 90) }], open: ["0.frequency", "0.recency"] },
  "segments/tier-totals#sumOfTiers": { args: [[{ customers: 5, historicValueMinor: 500, predictedValueMinor: 100 }]] },
  "segments/value-basis#valueBasis": { args: ["proven"], open: ["0"] },
};
