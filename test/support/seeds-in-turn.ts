/** Two files of random plays take turns, odd and even: a core plays each. */
const FILES = 2;

type Choice = {
  /** The environment's variable for a single seed. */
  one: string;
  /** The one for how many. */
  most: string;
  /** The one for the first of them. */
  from: string;
  /** How many unless it says otherwise. */
  usual: number;
};

/** Every second seed, from `first` on, as the environment asks. */
export function seedsInTurn(first: number, { one, most, from, usual }: Choice): number[] {
  const asked = readCount(one);
  if (asked !== undefined) return asked % FILES === first % FILES ? [asked] : [];
  const begin = (readCount(from) ?? 1) - 1 + first;
  const count = Math.ceil(((readCount(most) ?? usual) + 1 - first) / FILES);
  return Array.from({ length: count }, (_, index) => begin + index * FILES);
}

/** A whole number from 1 on of the environment. */
export function readCount(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${name} is "${text}"; a whole number from 1 on is expected`);
  return Number(text);
}
