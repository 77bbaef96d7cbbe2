import { minorDigits } from "#app/money/minor-digits.ts";
import { parseMoney } from "#app/money/parse-money.ts";
import { isMonth } from "#app/time/months.ts";
import { EARLIEST_MONTH, LARGEST_AMOUNT_MINOR, LONGEST_CHANNEL, type SpendProblem, type TypedSpend } from "./spend.ts";

export type SpendRules = { currency: string; /** The latest that can be spoken of. */ thisMonth: string };

/** The amount that is meant, or everything that is wrong with the entry. */
export function checkSpend({ month, channel, amount }: TypedSpend, { currency, thisMonth }: SpendRules): { amountMinor: number } | { problems: SpendProblem[] } {
  const problems: SpendProblem[] = [];
  if (!(isMonth(month) && month >= EARLIEST_MONTH && month <= thisMonth)) {
    problems.push({ column: "month", value: month, allowed: { rule: "month", from: EARLIEST_MONTH, to: thisMonth } });
  }
  const characters = [...channel].length;
  if (characters < 1 || characters > LONGEST_CHANNEL) {
    problems.push({ column: "channel", value: channel, allowed: { rule: "length", least: 1, most: LONGEST_CHANNEL } });
  } else if (/[\p{Cc}\uFFFD]/u.test(channel)) {
    problems.push({ column: "channel", value: channel, allowed: { rule: "characters" } });
  }
  const amountMinor = readAmount(amount, currency);
  if (typeof amountMinor === "number") return problems.length === 0 ? { amountMinor } : { problems };
  return { problems: [...problems, amountMinor] };
}

function readAmount(amount: string, currency: string): number | SpendProblem {
  const wrong = (allowed: SpendProblem["allowed"]): SpendProblem => ({ column: "amount", value: amount, allowed });
  let minor: number;
  try {
    minor = parseMoney(amount, currency);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return wrong({ rule: "amount", decimals: minorDigits(currency) });
  }
  if (minor < 0) return wrong({ rule: "at-least", limitMinor: 0 });
  if (minor > LARGEST_AMOUNT_MINOR) return wrong({ rule: "at-most", limitMinor: LARGEST_AMOUNT_MINOR });
  return minor;
}
