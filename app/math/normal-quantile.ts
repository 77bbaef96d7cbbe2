import { refuse } from "./check-shape.ts";

/**
 * Where a standard normal variable lies below with the given probability; absolute error below 4.5e-4.
 *
 * @param probability in (0, 1)
 * @throws where it is not
 *
 * @see Abramowitz & Stegun 26.2.23, after Hastings (1955)
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) refuse("probability", probability, "above 0 and below 1");
  const t = Math.sqrt(-2 * Math.log(Math.min(probability, 1 - probability)));
  const above =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return probability < 0.5 ? -above : above;
}
