import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { CoinsAtStart, GeometricDropoutParams } from "#app/clv/geometric-dropout.ts";
import type { ParetoNbdParams } from "#app/clv/pareto-nbd.ts";

export type Dice = () => number;

/** Uniform draws from (0, 1], so that a logarithm of one is finite. */
export function seededDice(seed: number): Dice {
  const generator = xoroshiro128plus(seed);
  return () => 1 - uniformFloat64(generator);
}

export function drawExponential(dice: Dice): number {
  return -Math.log(dice());
}

function drawNormal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(dice())) * Math.cos(2 * Math.PI * dice());
}

/** Marsaglia & Tsang (2000); shapes below 1 are lifted by one and scaled back. */
export function drawGamma(dice: Dice, shape: number): number {
  if (shape < 1) {
    return drawGamma(dice, shape + 1) * dice() ** (1 / shape);
  }
  const d = shape - 1 / 3;
  for (;;) {
    const x = drawNormal(dice);
    const v = (1 + x / (3 * Math.sqrt(d))) ** 3;
    if (v > 0 && Math.log(dice()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) {
      return d * v;
    }
  }
}

export function drawBeta(dice: Dice, a: number, b: number): number {
  const x = drawGamma(dice, a);
  return x / (x + drawGamma(dice, b));
}

type Shop = {
  customers: number;
  /** Oldest customer's age; ages are uniform up to it. */
  oldest: number;
  /** Round purchases down to whole time units and count one a unit, as a shop's days do. */
  wholeUnits: boolean;
};

/** One customer: her purchase rate, when she leaves at the latest, and whether a purchase lets her stay. */
type Customer = { rate: number; leavesAt: number; staysAfter: (purchase: "first" | "repeat") => boolean };

/** A shop whose customers behave exactly as they are drawn. */
function simulateCustomers(dice: Dice, drawCustomer: () => Customer, shop: Shop) {
  const frequency = new Float64Array(shop.customers);
  const recency = new Float64Array(shop.customers);
  const age = new Float64Array(shop.customers);
  for (let row = 0; row < shop.customers; row++) {
    const { rate, leavesAt, staysAfter } = drawCustomer();
    const end = shop.wholeUnits ? Math.floor(dice() * shop.oldest) : dice() * shop.oldest;
    age[row] = end;
    let time = 0;
    let alive = staysAfter("first");
    while (alive) {
      time += drawExponential(dice) / rate;
      if (!(time <= end && time <= leavesAt)) {
        break;
      }
      const day = shop.wholeUnits ? Math.floor(time) : time;
      if (day > recency[row]!) {
        recency[row] = day;
        frequency[row]! += 1;
      }
      alive = staysAfter("repeat");
    }
  }
  return { frequency, recency, age };
}

/** BG/NBD or MBG/NBD. */
export function simulateShop(dice: Dice, coinsAtStart: CoinsAtStart, params: GeometricDropoutParams, shop: Shop) {
  const drawCustomer = (): Customer => {
    const rate = drawGamma(dice, params.r) / params.alpha;
    const dropout = drawBeta(dice, params.a, params.b);
    const staysAfter: Customer["staysAfter"] = (purchase) =>
      (purchase === "first" && coinsAtStart === 0) || dice() > dropout;
    return { rate, leavesAt: Infinity, staysAfter };
  };
  return simulateCustomers(dice, drawCustomer, shop);
}

/** Pareto/NBD. */
export function simulateParetoShop(dice: Dice, params: ParetoNbdParams, shop: Shop) {
  const drawCustomer = (): Customer => {
    const rate = drawGamma(dice, params.r) / params.alpha;
    const leavesAt = (drawExponential(dice) * params.beta) / drawGamma(dice, params.s);
    return { rate, leavesAt, staysAfter: () => true };
  };
  return simulateCustomers(dice, drawCustomer, shop);
}

/** Mean values of `frequency + 1` purchases under the Gamma-Gamma model, in the unit of v. */
export function simulateValues(dice: Dice, { p, q, v }: { p: number; q: number; v: number }, frequency: Float64Array) {
  return frequency.map((repeats) => {
    const nu = drawGamma(dice, q) / v;
    return drawGamma(dice, p * (repeats + 1)) / (nu * (repeats + 1));
  });
}
