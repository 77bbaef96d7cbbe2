/** What was spent on winning customers through one channel in one month, in the shop's currency. */
export type Spend = { month: string; channel: string; amountMinor: number };

/** What a spend is noted for. */
export type SpendPlace = Pick<Spend, "month" | "channel">;

/** As it was typed or stands in a file. */
export type TypedSpend = { month: string; channel: string; amount: string };

export const EARLIEST_MONTH = "1990-01";
export const LONGEST_CHANNEL = 100;

/** So many of the largest amounts still add up exactly. */
export const MOST_AMOUNTS = 5_000;
/** A file of as many amounts as may be is a fraction of it. */
export const LARGEST_FILE_BYTES = 2 ** 20;
export const LARGEST_AMOUNT_MINOR = 10 ** 12;

/** What can be wrong with an entry: in which column, what stands there, and what may. */
export type SpendProblem = { column: keyof TypedSpend; value: string; allowed: Allowed };

type Allowed =
  | { rule: "month"; from: string; to: string }
  | { rule: "length"; least: number; most: number }
  /** No control characters, and none that was lost on the way. */
  | { rule: "characters" }
  /** Digits, with a point before the decimals if there are any: no separators, no sign of a currency. */
  | { rule: "amount"; decimals: number }
  | { rule: "at-least" | "at-most"; limitMinor: number }
  /** The month and channel stand in that line already. */
  | { rule: "once"; line: number };

/** One for each month and channel, however the channel is spelled. */
export function spendKey({ month, channel }: SpendPlace): string {
  return `${month} ${foldChannel(channel)}`;
}

/** Channels are told apart as people do: `Web` is `web`. */
export function foldChannel(channel: string): string {
  return channel.normalize("NFC").trim().toLowerCase();
}
