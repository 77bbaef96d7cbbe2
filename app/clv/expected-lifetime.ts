/**
 * The mean time that a customer who is alive now stays within a horizon, if her dropout rate is Gamma(s, rate),
 *
 *     integral over w from 0 to horizon of (1 + w/rate)^-s dw = rate [1 - (1 + horizon/rate)^-(s-1)] / (s-1)
 *
 * At s = 1, where the right side is 0 / 0, it is rate ln(1 + horizon/rate); next to it expm1 keeps the digits.
 */
export function expectedLifetime(s: number, rate: number, horizon: number): number {
  const log = Math.log1p(horizon / rate);
  return s === 1 ? rate * log : (-rate * Math.expm1((1 - s) * log)) / (s - 1);
}
