import { checkObject } from "#app/math/check-shape.ts";
import { checkCount, checkParams } from "./check-input.ts";

/** What a maximum-likelihood fit found. */
export type Fitted<Params> = {
  params: Params;
  /** Natural logarithm of the likelihood of the whole table at `params`. */
  logLikelihood: number;
  /** False where the search gave up before it could tell that it stood at a maximum. */
  converged: boolean;
  /** Evaluations of the likelihood on the way to `params`; climbs from other starts, which ended lower, not counted. */
  iterations: number;
  /**
   * Which limit of the model the data lead to, in words, or null inside. At a limit some parameters are not
   * identified; they are then set to a large or small finite value that predicts what the limit predicts.
   */
  boundary: string | null;
};

export type FitOptions<Params> = {
  /** Where to start the search, for example the parameters of the run before; several starts where left out. */
  start?: Params;
  /** Evaluations after which the fit gives up with `converged: false`; 200 where left out. */
  maxIterations?: number;
};

export const MOST_ITERATIONS = 200;

/** @throws where a parameter of the start is missing or out of range, or the search could not even begin */
export function checkOptions<Params extends Record<string, number>>(
  options: FitOptions<Params>,
  names: readonly (keyof Params & string)[],
): void {
  checkObject("options", options, ["start", "maxIterations"]);
  const { start, maxIterations = MOST_ITERATIONS } = options;
  checkCount("maxIterations", maxIterations, undefined, 1);
  if (start !== undefined) {
    checkParams(start, names);
  }
}
