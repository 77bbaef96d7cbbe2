import { solvePositiveDefinite } from "./solve-positive-definite.ts";

/** A function at one point: its value, its n first derivatives and its n x n second derivatives. */
export type Derivatives = { value: number; gradient: Float64Array; hessian: Float64Array[] };

/** The box in which the parameters may lie and the point to start from; n positive numbers each. */
export type SearchSpace = { start: number[]; lower: number[]; upper: number[] };

export type Maximum = { point: number[]; value: number; converged: boolean; iterations: number };

/** No step may change a parameter by more than this factor: far from the maximum the quadratic model is only local. */
const LONGEST_STEP = Math.log(20);
const LARGEST_DAMPING = 1e12;

/** The negative function and its derivatives by the logarithms of the parameters: d/du = x d/dx with x = exp(u). */
function lossByLogarithm(x: Float64Array, at: Derivatives): Derivatives {
  const gradient = at.gradient.map((slope, i) => -slope * x[i]!);
  const hessian = at.hessian.map((row, i) =>
    row.map((curvature, j) => (i === j ? gradient[i]! : 0) - curvature * x[i]! * x[j]!),
  );
  return { value: -at.value, gradient, hessian };
}

/** Levenberg's step -(H + damping D)^-1 g over the free parameters, zero for the others; null where it is not downhill. */
function dampedStep(at: Derivatives, free: boolean[], damping: number): Float64Array | null {
  const size = free.length;
  const matrix = at.hessian.map((row, i) =>
    row.map((curvature, j) => {
      if (i === j) {
        return free[i] ? curvature + damping * (Math.abs(curvature) + Math.abs(at.gradient[i]!) + 1e-12) : 1;
      }
      return free[i] && free[j] ? curvature : 0;
    }),
  );
  const right = at.gradient.map((slope, i) => (free[i] ? -slope : 0));
  const step = solvePositiveDefinite(matrix, right);
  if (step === null) {
    return null;
  }
  let longest = 0;
  for (let i = 0; i < size; i++) {
    longest = Math.max(longest, Math.abs(step[i]!));
  }
  return longest > LONGEST_STEP ? step.map((length) => (length * LONGEST_STEP) / longest) : step;
}

/** How much the quadratic model promises to lose along a step. */
function promisedDecrease(at: Derivatives, step: Float64Array): number {
  let decrease = 0;
  for (let i = 0; i < step.length; i++) {
    let curved = 0;
    for (let j = 0; j < step.length; j++) {
      curved += at.hessian[i]![j]! * step[j]!;
    }
    decrease -= step[i]! * (at.gradient[i]! + curved / 2);
  }
  return decrease;
}

/**
 * Maximises a smooth function of positive parameters inside a box by damped Newton steps on their logarithms.
 *
 * With g and H the gradient and Hessian of the negative function, each step solves (H + damping D) s = -g. Damping
 * shrinks where the quadratic model keeps its promise and grows where it does not, or where H is not positive definite.
 * A parameter at its limit whose slope points outward is held there. The search ends when the undamped model promises
 * next to nothing: for a log-likelihood, twice the promise is the squared distance to the maximum in standard errors.
 *
 * @param evaluate      value, gradient and Hessian by the parameters themselves (not by their logarithms)
 * @param space         start and box
 * @param maxIterations evaluations after which the search gives up, with `converged: false`
 *
 * @see Levenberg (1944); Nocedal & Wright (2006), chapters 3 and 16.7
 */
export function maximiseDampedNewton(
  evaluate: (x: Float64Array) => Derivatives,
  space: SearchSpace,
  maxIterations: number,
): Maximum {
  const low = Float64Array.from(space.lower, Math.log);
  const high = Float64Array.from(space.upper, Math.log);
  const within = (value: number, i: number) => Math.min(Math.max(value, low[i]!), high[i]!);
  const lossAt = (logs: Float64Array) => {
    const x = logs.map(Math.exp);
    return lossByLogarithm(x, evaluate(x));
  };
  let point = Float64Array.from(space.start, Math.log).map(within);
  let at = lossAt(point);
  let damping = 1e-3;
  let iterations = 1;
  let converged = false;
  while (damping < LARGEST_DAMPING) {
    const free = Array.from(point, (value, i) => (at.gradient[i]! > 0 ? value > low[i]! : value < high[i]!));
    const newton = dampedStep(at, free, 0);
    converged = newton !== null && promisedDecrease(at, newton) < 1e-10 + 1e-15 * Math.abs(at.value);
    if (converged || iterations >= maxIterations) {
      break;
    }
    const step = dampedStep(at, free, damping);
    if (step === null) {
      damping = Math.max(damping * 10, 1e-3);
      continue;
    }
    const next = point.map((value, i) => within(value + step[i]!, i));
    const promised = promisedDecrease(at, next.map((value, i) => value - point[i]!));
    const there = lossAt(next);
    iterations += 1;
    const kept = (at.value - there.value) / promised;
    if (kept > 0.1) {
      point = next;
      at = there;
      damping = kept > 0.75 ? damping / 10 : damping;
    } else if (promised < 1e-13 * Math.abs(at.value)) {
      // Rounding hides an improvement this small: the point cannot be told from the maximum.
      converged = true;
      break;
    } else {
      damping = Math.max(damping * 8, 1e-6);
    }
  }
  return { point: Array.from(point, Math.exp), value: -at.value, converged, iterations };
}
