/** From which chance of still being a customer on which word is used. */
const WORDS = [
  { from: 0.9, word: "very-likely" },
  { from: 0.7, word: "likely" },
  { from: 0.4, word: "uncertain" },
  { from: 0.15, word: "unlikely" },
  { from: 0, word: "very-unlikely" },
] as const;

export type AliveWord = (typeof WORDS)[number]["word"];

export function aliveWord(probability: number): AliveWord {
  const found = WORDS.find(({ from }) => probability >= from);
  if (!found) throw new RangeError(`Probability ${probability} is not between 0 and 1`);
  return found.word;
}
