import { checkParams } from "./check-input.ts";
import { MOST_PURCHASES } from "./purchase-counts.ts";

/** Counts up to this stand alone; above, neighbours share a cell of a sixteenth of their size. */
const SINGLE_COUNTS = 32;
/** Half-width of a component and the distance of nodes in it, in standard deviations. */
const REACH = 6;
const STEP = 0.3;
/** In logits, the standard deviation never needs to be taken larger; below the smallest, purchases are all but equal. */
const WIDEST = 1.5;
const NARROWEST = 2e-3;
/** How far on either side of its only value a component without width has its two nodes. */
const HAIR = 1e-9;

/** Where each cell of purchase counts begins; the last entry ends the last cell. */
const CELL_STARTS = cellStarts();

function cellStarts(): number[] {
  const starts = [1];
  for (let n = 1; n <= MOST_PURCHASES; ) {
    n += n < SINGLE_COUNTS ? 1 : Math.floor(n / 16);
    starts.push(n);
  }
  return starts;
}

/** What n purchases come to: the distribution function at consecutive nodes, 0 before them and 1 behind. */
type Component = { from: number; distribution: Float64Array };

/** A distribution function at ascending nodes, each the logarithm of a value. */
export type ValueDistribution = { nodes: readonly number[]; distribution: Float64Array };

/**
 * The value of purchases to come, their number being uncertain, given that there is at least one. Under Gamma-Gamma
 * (Fader & Hardie 2013, note 025) n purchases of a customer whose nu is Gamma(shape, scale) after her history come to
 *
 *     V | n = scale W,   W ~ BetaPrime(p n, shape),   shape = p x + q,   scale = v + x m
 *
 * (the Gamma(p n, nu) sum over a Gamma variate), so W hangs on frequency alone, and V is a mixture over n. In
 * y = ln W the density is exp[p n y - (p n + shape) ln(1 + e^y)] but for a constant: it is summed by Simpson's rule
 * over nodes a third of a standard deviation apart, once for all ages, and normalised by its own sum. Where purchases
 * are all but equal a component is a step. Error of a level: about 0.003.
 *
 * @param p     shape of a purchase, > 0
 * @param shape posterior shape of nu, > 0
 * @returns the distribution of ln W for P(N >= n) by n, which must reach to n = 1
 */
export function valueMixture(p: number, shape: number): (atLeast: Float64Array) => ValueDistribution {
  checkParams({ p, shape }, ["p", "shape"]);
  const nodes: number[] = [];
  const components: Component[] = [];

  const addComponent = () => {
    const cell = components.length;
    const shapeOfSum = (p * (CELL_STARTS[cell]! + CELL_STARTS[cell + 1]! - 1)) / 2;
    const middle = Math.log(shapeOfSum / shape);
    const deviation = Math.sqrt(1 / shapeOfSum + 1 / shape);
    if (deviation < NARROWEST) {
      nodes.push(middle - HAIR, middle + HAIR);
      components.push({ from: nodes.length - 2, distribution: Float64Array.of(0, 1) });
      return;
    }
    const reach = REACH * Math.min(WIDEST, deviation);
    const begin = middle - reach;
    let y = nodes.at(-1) ?? -Infinity;
    while (y < middle + reach) {
      // Where counts overlap, nodes are as close as the narrowest component there needs them.
      const local = Math.sqrt(1 / Math.max(shapeOfSum, shape * Math.exp(y)) + 1 / shape);
      y = y < begin ? begin : y + STEP * Math.min(WIDEST, local);
      nodes.push(y);
    }
    // One wider than a logit falls so slowly to the left that it still counts at the very first node.
    const from = deviation > 1 ? 0 : nodes.findIndex((node) => node >= begin);
    components.push({ from, distribution: distributionAt(nodes.slice(from), shapeOfSum, shape) });
  };

  return (atLeast) => {
    let cells = 0;
    for (; CELL_STARTS[cells]! < atLeast.length; cells++) {
      if (cells === components.length) {
        addComponent();
      }
    }
    const end = components[cells - 1]!;
    const distribution = new Float64Array(end.from + end.distribution.length);
    const settled = new Float64Array(distribution.length + 1);
    for (let cell = 0; cell < cells; cell++) {
      const { from, distribution: component } = components[cell]!;
      const until = atLeast[CELL_STARTS[cell + 1]!] ?? 0;
      const weight = (atLeast[CELL_STARTS[cell]!]! - until) / atLeast[1]!;
      for (let i = 0; i < component.length; i++) {
        distribution[from + i]! += weight * component[i]!;
      }
      settled[from + component.length]! += weight;
    }
    let below = 0;
    for (let node = 0; node < distribution.length; node++) {
      below += settled[node]!;
      distribution[node]! += below;
    }
    return { nodes, distribution };
  };
}

/** The distribution function of ln W at ascending nodes that reach across nearly all of it. */
function distributionAt(nodes: readonly number[], shapeOfSum: number, shape: number): Float64Array {
  const exponent = (y: number) => shapeOfSum * y - (shapeOfSum + shape) * Math.log1p(Math.exp(y));
  const peak = exponent(Math.log(shapeOfSum / shape));
  const density = (y: number) => Math.exp(exponent(y) - peak);
  const distribution = new Float64Array(nodes.length);
  let before = density(nodes[0]!);
  // Outside the nodes the density falls like e^(p n y) on the left and e^(-shape y) on the right.
  let sum = before / shapeOfSum;
  distribution[0] = sum;
  for (let i = 1; i < nodes.length; i++) {
    const left = nodes[i - 1]!;
    const right = nodes[i]!;
    const here = density(right);
    sum += ((right - left) / 6) * (before + 4 * density((left + right) / 2) + here);
    distribution[i] = sum;
    before = here;
  }
  const whole = sum + before / shape;
  return distribution.map((part) => part / whole);
}
