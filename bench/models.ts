import { spawn } from "node:child_process";
import { once } from "node:events";
import { compressHistories } from "#app/clv/compress-histories.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import * as bg from "#app/clv/bg-nbd.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbg from "#app/clv/mbg-nbd.ts";
import * as pareto from "#app/clv/pareto-nbd.ts";
import type { PurchaseModel } from "../test/clv/purchase-model.ts";
import { seededDice, simulateShop, simulateValues } from "../test/clv/simulate-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const SIZES = [10_000, 100_000, 1_000_000];
/** Of which the median is told, and from where to where they go. */
const LATER_RUNS = 9;
const HORIZON = { horizonDays: 365, annualDiscountRate: 0.1 };

/** Also of the processor, on this thread: on a machine that does other things too, the clock counts those as well. */
function time<T>(work: () => T): { seconds: number; busySeconds: number; result: T } {
  const start = performance.now();
  const busy = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(busy);
  return { seconds: (performance.now() - start) / 1000, busySeconds: (user + system) / 1e6, result };
}

/** The least any fit could do: sort a key a customer, then run five times over the compressed table. */
function floorSeconds(table: PurchaseTable): number {
  const { frequency, recency, age } = table;
  const { count } = compressHistories(table);
  const keys = frequency.map((x, row) => (x * 2000 + age[row]!) * 2000 + recency[row]!);
  return time(() => {
    keys.sort();
    let sum = 0;
    for (let pass = 0; pass < 5; pass++) {
      for (let row = 0; row < count.length; row++) {
        sum += count[row]! * keys[row]!;
      }
    }
    return sum;
  }).seconds;
}

function simulateTables(customers: number) {
  const dice = seededDice(customers);
  const params = { r: 0.5, alpha: 45, a: 0.9, b: 1.6 };
  const purchases = simulateShop(dice, 1, params, { customers, oldest: 730, wholeUnits: true });
  const monetaryValue = simulateValues(dice, { p: 6, q: 3.7, v: 1500 }, purchases.frequency);
  return { purchases, values: { frequency: purchases.frequency.map((x) => x + 1), monetaryValue } };
}

function measure<P>(customers: number, name: string, model: PurchaseModel<P>): void {
  const { purchases, values } = simulateTables(customers);
  const run = () => {
    const fit = time(() => ({ purchases: model.fit(purchases), spend: gammaGamma.fit(values) }));
    const score = time(() => [
      model.score(fit.result.purchases.params, purchases, HORIZON),
      gammaGamma.score(fit.result.spend.params, values),
    ]);
    return { fit, score };
  };
  const { fit, score } = run();
  const peak = peakMegabytes();
  const seconds = fit.seconds + score.seconds;
  const later = Array.from({ length: LATER_RUNS }, () => time(run).seconds).sort((a, b) => a - b);
  const floor = floorSeconds(purchases);
  console.log(
    `${customers.toLocaleString("en").padStart(9)} customers, ${name.padEnd(10)} + Gamma-Gamma: ` +
      `fit ${fit.seconds.toFixed(3)} s, score ${score.seconds.toFixed(3)} s, of the processor ${(fit.busySeconds + score.busySeconds).toFixed(3)} s; ` +
      `later ${later[LATER_RUNS >> 1]!.toFixed(3)} s (${later[0]!.toFixed(3)} to ${later.at(-1)!.toFixed(3)}), ` +
      `${Math.round(customers / seconds).toLocaleString("en")} customers/s, ` +
      `${(seconds / floor).toFixed(1)} x floor (${(floor * 1000).toFixed(1)} ms), peak ${Math.round(peak)} MB`,
  );
}

const MEASUREMENTS: Record<string, (customers: number) => void> = {
  "BG/NBD": (customers) => measure(customers, "BG/NBD", bg),
  "MBG/NBD": (customers) => measure(customers, "MBG/NBD", mbg),
  "Pareto/NBD": (customers) => measure(customers, "Pareto/NBD", pareto),
};

/**
 * Each shop in a process of its own, with its own peak memory: not warmed up, as the first run of a worker meets it, and
 * then as every later one does, for which a worker keeps its threads (queue/work-aside.server.ts).
 */
export async function bench(): Promise<void> {
  for (const customers of SIZES) {
    for (const name of Object.keys(MEASUREMENTS)) {
      const child = spawn(process.execPath, [import.meta.filename, String(customers), name], { stdio: "inherit" });
      const [code] = await once(child, "exit");
      if (code !== 0) {
        throw new Error(`The bench of ${name} with ${customers} customers ended with exit code ${code}.`);
      }
    }
  }
}

if (import.meta.main) {
  const [customers, name] = process.argv.slice(2);
  if (name === undefined) {
    await bench();
  } else {
    MEASUREMENTS[name]!(Number(customers));
  }
}
