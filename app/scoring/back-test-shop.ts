import { column, fields, finite, object } from "#app/math/check-shape.ts";
import { checkSeed } from "#app/math/shuffled-rows.ts";
import { type BackTest, BASELINES, type Choice, type MethodResult, type Origin } from "./back-test.ts";
import { rmseDifferenceError } from "./back-test-chance.ts";
import { chooseModel, outcomeOf } from "./back-test-choice.ts";
import { chosenForecast, type Forecasts, forecastAt } from "./back-test-forecasts.ts";
import { intervalsOf } from "./back-test-intervals.ts";
import { factorOf } from "./back-test-correction.ts";
import { judgeGate } from "./back-test-gate.ts";
import { measureAgainst } from "./back-test-measures.ts";
import { FEWEST_DAYS, planOrigins } from "./back-test-origins.ts";
import { checkChoice, checkTables } from "./check-model.ts";
import { checkPurchases } from "./check-purchases.ts";
import { modelShare } from "./ladder.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { type PurchaseColumns, summariseUpTo, type WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS } from "./purchase-models.ts";
import { sampleCustomers } from "./sample-customers.ts";
import { measureMoments } from "./shop-moments.ts";

/** Bounds the time: the measures of so many customers are exact enough, their forecasts differ by more. */
const MOST_CUSTOMERS = 25_000;
/** An origin with fewer is left out: there are tenths of customers to compare. */
const FEWEST_CUSTOMERS = 10;

/**
 * Forecasts a shop's own past from several days of it, split by the calendar: fitted on all purchases up to a day, of
 * customers who had bought by then, and compared with the window after it. What is judged is what a run of that day would
 * have shown: the ladder's blend, corrected. Model and correction at an origin are learnt from earlier origins only,
 * whose windows had ended by then.
 *
 * @param columns        all purchases, none after the observation end
 * @param observationEnd last observed day number
 * @param seed           of the sample and of the order among equal predictions
 * @throws for columns, an end or a seed that are none, naming what and where it is and what is allowed
 */
export function backTestShop(columns: PurchaseColumns, observationEnd: number, seed: number): BackTest {
  checkPurchases(columns, observationEnd);
  checkSeed(seed);
  const firstDay = columns.day.reduce((first, day) => Math.min(first, day), observationEnd + 1);
  const plan = planOrigins(firstDay, observationEnd);
  if (plan === null) return { kind: "none", lacks: "days", has: observationEnd - firstDay + 1, needs: FEWEST_DAYS };

  const sample = sampleCustomers(columns, MOST_CUSTOMERS, seed);
  const everywhere = plan.days.map((day) => forecastAt(sample, firstDay, day, plan.horizonDays));
  const forecasts = everywhere.filter((forecast) => customersOf(forecast) >= FEWEST_CUSTOMERS);
  if (forecasts.length === 0) {
    return { kind: "none", lacks: "customers", has: customersOf(everywhere.at(-1)!), needs: FEWEST_CUSTOMERS };
  }
  const learning = Math.max(0, forecasts.length - plan.judged);
  const outcomes = forecasts.map(outcomeOf);
  const origins = forecasts.slice(learning).map((forecast, index) =>
    judgeOrigin(forecast, chooseModel(outcomes.slice(0, learning + index), plan.windowsAYear, isModelWhole(forecast.tables)), seed),
  );
  return {
    kind: "tested",
    horizonDays: plan.horizonDays,
    customers: columns.customers,
    sampled: sample.customers,
    seed,
    learningDays: forecasts.slice(0, learning).map(({ day }) => day),
    origins,
    choice: chooseModel(outcomes, plan.windowsAYear, isModelWhole(modelTables(summariseUpTo(sample, observationEnd), observationEnd))),
    gate: judgeGate(origins),
  };
}

/** As the ladder of a run of that day had it. */
function isModelWhole(tables: ModelTables): boolean {
  return modelShare(measureMoments(tables)) === 1;
}

function customersOf({ actual }: Forecasts): number {
  return actual.orders.length;
}

const checkWindow = fields({ orders: column, valueMinor: column });
const checkForecast = fields({ day: finite, calibrationDays: finite, actual: checkWindow, tables: checkTables, models: object, baselines: object });

/**
 * How every method fared at a day whose window is known.
 *
 * @throws for what is no forecast, choice or seed, naming what of it and what is allowed
 */
export function judgeOrigin(forecast: Forecasts, choice: Choice, seed: number): Origin {
  checkForecast("forecast", forecast);
  checkChoice("choice", choice);
  const { day, calibrationDays, actual, models, baselines } = forecast;
  const measureOrders = measureAgainst(actual.orders, seed);
  const measureValue = measureAgainst(actual.valueMinor, seed);
  const expected = chosenForecast(forecast, choice);
  const orders = factorOf(choice.correction.orders);
  const orderValue = factorOf(choice.correction.orderValue);
  const result = (method: MethodResult["method"], { orders, valueMinor }: WindowColumns): MethodResult => ({
    method,
    orders: measureOrders(orders),
    value: measureValue(valueMinor),
  });
  const valueMinor = expected.valueMinor.map((minor) => minor * orders * orderValue);
  const intervals = intervalsOf(forecast, choice);
  return {
    day,
    calibrationDays,
    customers: customersOf(forecast),
    choice,
    methods: [
      ...PURCHASE_MODELS.map((model) => result(model, models[model].expected)),
      {
        method: "chosen",
        orders: measureOrders(expected.orders.map((count) => count * orders)),
        value: measureValue(valueMinor, intervals.customers),
      },
      ...BASELINES.map((baseline) => result(baseline, baselines[baseline])),
    ],
    standardErrors: BASELINES.map((baseline) => (
      { baseline, standardError: rmseDifferenceError(actual.valueMinor, valueMinor, baselines[baseline].valueMinor) }
    )),
    total: intervals.total,
  };
}
