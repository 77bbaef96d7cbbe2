import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { countedOf, type LedgerOrder } from "../insights/cohorts-straight.ts";
import { dayIn } from "../support/day-in.ts";

const DAY_MS = 86_400_000;
const STEPS = 1000;

type Terms = { today: string; timeZone: string; days: number };
/** How often a customer bought again, when last and since when she is known, in days after the first purchase. */
type History = { x: number; tx: number; T: number };
type Rates = { alive: number; orders: (days: number) => number };

/**
 * What a shop can expect by the parameters that its run prints, with none of the app's arithmetic: known customers go on as
 * the model has it, and new ones come as in the last 90 days. For a run in which the fitted model alone counts.
 *
 * @param level what past forecasts of orders were off by
 */
export function forecastStraight(orders: readonly LedgerOrder[], model: FittedModel, level: number, { today, timeZone, days }: Terms) {
  if (model.ladder.weights.model !== 1) throw new Error(`The fitted model counts for ${model.ladder.weights.model} of this run's predictions, not for all`);
  const dayOf = dayIn(timeZone, today);
  const numberOf = (day: string) => Date.parse(day) / DAY_MS;
  const end = numberOf(today);
  const customers = Object.values(Object.groupBy(countedOf(orders), ({ customer }) => customer)).map((own = []) => {
    const byDay = Object.entries(Object.groupBy(own, ({ at }) => dayOf(at))).map(([day, its = []]) => ({ day: numberOf(day), minor: its.reduce((sum, { netMinor }) => sum + netMinor, 0) }));
    const purchases = byDay.toSorted((a, b) => a.day - b.day);
    const [first, last] = [purchases[0]!.day, purchases.at(-1)!.day];
    const mean = purchases.reduce((sum, { minor }) => sum + minor, 0) / purchases.length;
    return { purchases, first, n: purchases.length, mean, rates: ratesOf(model.purchases, { x: purchases.length - 1, tx: last - first, T: end - first }) };
  });
  const total = (of: (customer: (typeof customers)[number]) => number) => customers.reduce((sum, customer) => sum + of(customer), 0);

  const { p, q, v } = model.spend.params;
  const valueOf = ({ n, mean }: { n: number; mean: number }) => Math.min((p * (v + n * mean)) / (p * n + q - 1), 3 * Math.max(mean, model.shop.averageOrderValueMinor));
  const modelOrders = total(({ rates }) => rates.alive * rates.orders(days));
  const modelRevenue = total((customer) => customer.rates.alive * customer.rates.orders(days) * valueOf(customer));
  // Whoever is there goes on in proportion to what she ordered, so that all together order as many.
  const pastRevenue = (modelOrders / total(({ rates, n }) => rates.alive * n)) * total(({ rates, n, mean }) => rates.alive * n * mean);
  const { orders: more, orderValue: dearer } = model.levelCorrection;
  const known = { orders: more * modelOrders, revenueMinor: more * dearer * (model.pastOrders === null ? modelRevenue : (modelRevenue + pastRevenue) / 2) };

  const recent = customers.flatMap(({ purchases }) => purchases.filter(({ day }) => day > end - 90));
  const newADay = customers.filter(({ first }) => first > end - 90).length / 90;
  const newcomer = ratesOf(model.purchases, { x: 0, tx: 0, T: 0 });
  let arriving = 0;
  for (let left = days - 0.5; left > 0; left -= 1) arriving += newADay * (1 + level * newcomer.alive * newcomer.orders(left));
  return {
    orders: known.orders + arriving,
    revenueMinor: known.revenueMinor + (arriving * recent.reduce((sum, { minor }) => sum + minor, 0)) / recent.length,
  };
}

function ratesOf(fitted: FittedModel["purchases"], history: History): Rates {
  if (fitted.model === "pareto-nbd") return paretoRates(fitted.params, history);
  if (fitted.model === "mbg-nbd") return geometricRates(fitted.params, history);
  throw new Error(`No shop of the tests is of ${fitted.model}`);
}

/** Gone between the last purchase and now, at any moment: that moment is integrated over, by Simpson's rule, relative to being there now. */
function paretoRates({ r, alpha, s, beta }: Record<"r" | "alpha" | "s" | "beta", number>, { x, tx, T }: History): Rates {
  const goneAt = (u: number) => {
    const silent = Math.exp(u) - alpha;
    return s * Math.exp((r + x) * (Math.log(alpha + T) - u) + s * Math.log(beta + T) - (s + 1) * Math.log(beta + silent) + u);
  };
  const [from, to] = [Math.log(alpha + tx), Math.log(alpha + T)];
  let gone = goneAt(from) + goneAt(to);
  for (let step = 1; step < STEPS; step += 1) gone += (step % 2 === 1 ? 4 : 2) * goneAt(from + ((to - from) * step) / STEPS);
  return {
    alive: 1 / (1 + (gone * (to - from)) / STEPS / 3),
    orders: (days) => (((r + x) * (beta + T)) / ((alpha + T) * (s - 1))) * (1 - ((beta + T) / (beta + T + days)) ** (s - 1)),
  };
}

/** Each number of purchases that she would make if she stayed, times how many of them she stays for. */
function geometricRates({ r, alpha, a, b }: Record<"r" | "alpha" | "a" | "b", number>, { x, tx, T }: History): Rates {
  return {
    alive: 1 / (1 + (a / (b + x)) * ((alpha + T) / (alpha + tx)) ** (r + x)),
    orders: (days) => {
      const ratio = days / (alpha + T + days);
      let [chance, stays, stillThere, mean] = [(1 - ratio) ** (r + x), 0, 1, 0];
      for (let n = 1; n <= 5000; n += 1) {
        chance *= (ratio * (r + x + n - 1)) / n;
        stays += stillThere;
        stillThere *= (b + x + n) / (a + b + x + n);
        mean += chance * stays;
      }
      return mean;
    },
  };
}
