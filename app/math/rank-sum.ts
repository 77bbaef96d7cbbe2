import { columnOf, finite } from "./check-shape.ts";

/** Of two groups, how often a member of the first is above one of the second, and how far that is from chance. */
export type RankSum = {
  /** P(first > second) + P(equal) / 2: 0.5 where neither is above. */
  superiority: number;
  /** In standard deviations of what chance would give; 0 where all are equal. */
  z: number;
};

const members = columnOf(finite);

/**
 * Mann and Whitney (1947), On a test of whether one of two random variables is stochastically larger than the other,
 * by the normal approximation with the correction for ties. Good from some eight members a group on.
 *
 * @throws RangeError where a group is empty
 */
export function rankSum(first: Float64Array, second: Float64Array): RankSum {
  members("first", first);
  members("second", second);
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) throw new RangeError(`The groups have ${m} and ${n} members; allowed: 1 and more each`);
  const upper = first.toSorted();
  const lower = second.toSorted();
  let wins = 0;
  let ties = 0;
  let i = 0;
  let j = 0;
  while (i < m || j < n) {
    const value = i < m && (j === n || upper[i]! <= lower[j]!) ? upper[i]! : lower[j]!;
    const [i0, j0] = [i, j];
    while (i < m && upper[i] === value) i += 1;
    while (j < n && lower[j] === value) j += 1;
    const [ofFirst, ofSecond] = [i - i0, j - j0];
    wins += ofFirst * (j0 + ofSecond / 2);
    const tied = ofFirst + ofSecond;
    ties += tied * (tied - 1) * (tied + 1);
  }
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)));
  return { superiority: wins / (m * n), z: variance > 0 ? (wins - (m * n) / 2) / Math.sqrt(variance) : 0 };
}
