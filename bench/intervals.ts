import { spawn } from "node:child_process";
import { once } from "node:events";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import { customerIntervals } from "#app/scoring/customer-intervals.ts";
import { INTERVAL_MODELS, type IntervalModel } from "#app/scoring/interval-models.ts";
import { parameterVariance } from "#app/scoring/parameter-variance.ts";
import { seededDice, simulateShop, simulateValues } from "../test/clv/simulate-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const HORIZON = { horizonDays: 365, annualDiscountRate: 0.1 };
const OFTEN = { r: 0.5, alpha: 45, a: 0.9, b: 1.6 };
const MUCH = { p: 6, q: 3.7, v: 1500 };
/** Close to what Pareto/NBD makes of the same shop. */
const PARETO = { r: 0.55, alpha: 74, s: 0.6, beta: 82 };
type ModelName = keyof typeof INTERVAL_MODELS;

function time<T>(work: () => T): { seconds: number; result: T } {
  const start = performance.now();
  const result = work();
  return { seconds: (performance.now() - start) / 1000, result };
}

function measure<Params extends Record<string, number>>(customers: number, name: string, model: IntervalModel<Params>, params: Params): void {
  const dice = seededDice(customers);
  const purchases = simulateShop(dice, 1, OFTEN, { customers, oldest: 730, wholeUnits: true });
  const spend = { frequency: purchases.frequency.map((x) => x + 1), monetaryValue: simulateValues(dice, MUCH, purchases.frequency) };
  const tables = { rows: new Int32Array(customers), purchases, spend };
  const before = peakMegabytes();
  const score = time(() => ({ often: model.score(params, purchases, HORIZON), much: gammaGamma.score(MUCH, spend) }));
  const scored = peakMegabytes();
  const counts = model.counts(params, HORIZON.horizonDays);
  const draw = time(() => customerIntervals(counts, MUCH, tables, score.result.often));
  const drawn = peakMegabytes();
  const total = time(() => parameterVariance(model, params, MUCH, tables, HORIZON.horizonDays));
  console.log(
    `${customers.toLocaleString("en").padStart(9)} customers, ${name.padEnd(10)}: ` +
      `intervals ${draw.seconds.toFixed(3)} s, ${(draw.seconds / score.seconds).toFixed(2)} x scoring (${score.seconds.toFixed(3)} s), ` +
      `peak ${Math.round(before)} -> ${Math.round(scored)} -> ${Math.round(drawn)} MB; ` +
      `total's parameters ${total.seconds.toFixed(3)} s`,
  );
}

/** Intervals against scoring, each shop in a process of its own; memory before, after scoring, after the intervals. */
export async function bench(): Promise<void> {
  for (const customers of SIZES) {
    for (const name of Object.keys(INTERVAL_MODELS)) {
      const child = spawn(process.execPath, [import.meta.filename, String(customers), name], { stdio: "inherit" });
      const [code] = await once(child, "exit");
      if (code !== 0) {
        throw new Error(`The bench of ${name} intervals with ${customers} customers ended with exit code ${code}.`);
      }
    }
  }
}

if (import.meta.main) {
  const [customers, name] = process.argv.slice(2) as [string?, ModelName?];
  if (name === undefined) await bench();
  else if (name === "pareto-nbd") measure(Number(customers), name, INTERVAL_MODELS[name], PARETO);
  else measure(Number(customers), name, INTERVAL_MODELS[name], OFTEN);
}
