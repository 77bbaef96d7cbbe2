import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded randomness: the same seed throws the same numbers on any machine. */
export type Dice = {
  /** 0 <= u < 1. */
  uniform(): number;
  chance(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of `list`, each as likely as `weight` says. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  exponential(rate: number): number;
  /** Mean `shape / rate`. */
  gamma(shape: number, rate: number): number;
  /** Mean `a / (a + b)`. */
  beta(a: number, b: number): number;
};

export function createDice(seed: number): Dice {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);

  /** Box and Muller 1958, one of the pair. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

  function gamma(shape: number, rate: number): number {
    // Below 1 the density has no mode: draw one shape higher and shrink (Marsaglia and Tsang 2000, section 6).
    if (shape < 1) return gamma(shape + 1, rate) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  }

  return {
    uniform,
    chance: (probability) => uniform() < probability,
    whole: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
    pick: (list) => itemAt(list, Math.floor(uniform() * list.length)),
    weighted(list, weight) {
      let left = uniform() * list.reduce((sum, item) => sum + weight(item), 0);
      for (const item of list) if ((left -= weight(item)) < 0) return item;
      return itemAt(list, list.length - 1);
    },
    exponential: (rate) => -Math.log(1 - uniform()) / rate,
    gamma,
    beta(a, b) {
      const [x, y] = [gamma(a, 1), gamma(b, 1)];
      return x + y === 0 ? a / (a + b) : x / (x + y);
    },
  };
}

function itemAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError(`No item ${index} in a list of ${list.length}`);
  return list[index] as T;
}
