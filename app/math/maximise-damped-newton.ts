import { solvePositiveDefinite } from "./solve-positive-definite.ts";

/** A function at one point: its value, its n first derivatives and its n x n second derivatives. */
export type Derivatives = { value: number; gradient: Float64Array; hessian: Float64Array[] };

/**
 * Where to look for n positive parameters theta: in n positive coordinates x, each within limits, of which the
 * parameters are products of powers,
 *
 *     theta_i = product over j of x_j ^ powers[i][j]
 *
 * Where the function has a ridge on which parameters grow in proportion, their ratio belongs among the coordinates:
 * the ridge then runs along an axis, and a limit can be met without leaving it.
 */
export type SearchSpace = { powers: number[][]; start: number[]; lower: number[]; upper: number[] };

export type Maximum = { params: number[]; value: number; converged: boolean; iterations: number };

/** No step may change a coordinate by more than this factor: far from the maximum the quadratic model is only local. */
const LONGEST_STEP = Math.log(20);
const LARGEST_DAMPING = 1e12;

/** The negative function and its derivatives by u = ln x: d ln(theta_i) / d u_j is the power of x_j in theta_i. */
function lossByLogarithm(params: Float64Array, powers: number[][], at: Derivatives): Derivatives {
  const size = params.length;
  const gradient = new Float64Array(size);
  const hessian = powers.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    const slope = -at.gradient[i]! * params[i]!;
    for (let k = 0; k < size; k++) {
      gradient[k]! += slope * powers[i]![k]!;
    }
    for (let j = 0; j < size; j++) {
      const curvature = (i === j ? slope : 0) - at.hessian[i]![j]! * params[i]! * params[j]!;
      for (let k = 0; k < size; k++) {
        for (let l = 0; l < size; l++) {
          hessian[k]![l]! += curvature * powers[i]![k]! * powers[j]![l]!;
        }
      }
    }
  }
  return { value: -at.value, gradient, hessian };
}

/** Levenberg's step -(H + damping D)^-1 g over the free coordinates, zero for the others; null if not downhill. */
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
 * Maximises a smooth function of positive parameters by damped Newton steps on the logarithms of the coordinates.
 *
 * With g and H the gradient and Hessian of the negative function, each step solves (H + damping D) s = -g. Damping
 * shrinks where the quadratic model keeps its promise and grows where it does not, or where H is not positive definite.
 * A coordinate at its limit whose slope points outward is held there. The search ends when the undamped model promises
 * next to nothing: for a log-likelihood, twice the promise is the squared distance to the maximum in standard errors.
 *
 * @param evaluate      value, gradient and Hessian by the parameters themselves
 * @param space         coordinates, start and limits
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
  const paramsAt = (logs: Float64Array) =>
    Float64Array.from(space.powers, (row) => Math.exp(row.reduce((sum, power, j) => sum + power * logs[j]!, 0)));
  const lossAt = (logs: Float64Array) => {
    const params = paramsAt(logs);
    return lossByLogarithm(params, space.powers, evaluate(params));
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
  return { params: Array.from(paramsAt(point)), value: -at.value, converged, iterations };
}
