import { csvHead, csvText } from "#app/csv/csv-text.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { type Spend, spendKey } from "./spend.ts";

type Asked = { /** Of the columns. */ headings: readonly string[]; months: readonly string[]; channels: readonly string[]; spends: readonly Spend[]; currency: string; nameOf: (channel: string) => string };

/** A file to fill in and hand back: a row for each month and channel, with what is noted already. */
export function spendTemplate({ headings, months, channels, spends, currency, nameOf }: Asked): string {
  const noted = new Map(spends.map((spend) => [spendKey(spend), minorToDecimal(spend.amountMinor, currency)]));
  const rows = months.flatMap((month) => channels.map((channel) => [month, nameOf(channel), noted.get(spendKey({ month, channel })) ?? ""]));
  return csvHead(headings) + csvText(rows);
}
