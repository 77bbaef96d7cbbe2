export type LinearScale = {
  (value: number): number;
  /** Round values within the domain, about as many as asked for: multiples of 1, 2 or 5 times a power of ten. */
  ticks: (count: number) => number[];
};

type Ends = readonly [number, number];

/**
 * Where on a line from one end of the range to the other a value stands. With `nice` the domain is widened to the round
 * values around it, as there are when so many ticks are asked for. A domain of one value stands in the middle.
 */
export function linearScale({ domain, range, nice }: { domain: Ends; range: Ends; nice?: number }): LinearScale {
  const [from, to] = nice === undefined ? domain : widen(domain, nice);
  const place = (value: number) => (to === from ? (range[0] + range[1]) / 2 : range[0] + ((value - from) / (to - from)) * (range[1] - range[0]));
  return Object.assign(place, { ticks: (count: number) => multiples(roundStep(to - from, count), from, to) });
}

function widen([from, to]: Ends, count: number): Ends {
  const step = roundStep(to - from, count);
  return step === 0 ? [from, to] : [multiple(Math.floor(inSteps(from, step)), step), multiple(Math.ceil(inSteps(to, step)), step)];
}

/** The round step by which a distance is cut into about so many. */
function roundStep(distance: number, count: number): number {
  if (distance === 0) return 0;
  const step = distance / count;
  const power = 10 ** Math.floor(Math.log10(step));
  // On a scale of factors 1, 2, 5 and 10 lie this far apart at their middles.
  const factor = [Math.sqrt(50), Math.sqrt(10), Math.sqrt(2)].findIndex((middle) => step / power >= middle);
  return power * [10, 5, 2, 1].at(factor)!;
}

function multiples(step: number, from: number, to: number): number[] {
  if (step === 0) return [from];
  const [first, last] = [Math.ceil(inSteps(from, step)), Math.floor(inSteps(to, step))];
  return Array.from({ length: last - first + 1 }, (_, index) => multiple(first + index, step));
}

/** Far more than the error of a few operations on fractions, and far less than anybody sees. */
const ALMOST = 1e-9;

/** How many steps a value is: 0.7 is seven times 0.1, and not a little less. */
function inSteps(value: number, step: number): number {
  const steps = value / step;
  const whole = Math.round(steps);
  return Math.abs(steps - whole) < ALMOST ? whole : steps;
}

/** A whole number divided by a whole number: 0.3, not three times 0.1. */
function multiple(steps: number, step: number): number {
  return step < 1 ? steps / Math.round(1 / step) : steps * step;
}
