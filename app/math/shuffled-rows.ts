import { refuse, whole } from "./check-shape.ts";

/** One step of SplitMix32: scatters the bits of a whole number over 32 bits (Steele, Lea & Flood 2014, with 32-bit constants). */
function scatter(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** Added at each step, 2^32 over the golden ratio: the states of the generator then never repeat within 2^32 steps. */
const GOLDEN = 0x9e3779b9;

/** What a column of row numbers can hold. */
const MOST_ROWS = 2 ** 32 - 1;

/** @throws RangeError where the seed is not a whole number */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed)) refuse("seed", seed, "a whole number");
}

/**
 * The rows 0 to count - 1 in random order (Fisher & Yates): the same order for the same seed, every order about as
 * likely over the seeds. The first n of them are a random sample of n rows.
 *
 * @param seed any whole number
 * @throws where the seed is not a whole number
 */
export function shuffledRows(count: number, seed: number): Uint32Array {
  whole(0, MOST_ROWS)("count", count);
  checkSeed(seed);
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  let state = scatter(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    state = (state + GOLDEN) | 0;
    const chosen = Math.floor((scatter(state) / 2 ** 32) * (last + 1));
    const kept = rows[last]!;
    rows[last] = rows[chosen]!;
    rows[chosen] = kept;
  }
  return rows;
}
