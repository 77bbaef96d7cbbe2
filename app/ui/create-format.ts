import { formatEstimate, formatMoney, formatRoundMoney } from "#app/money/format-money.ts";

/** What belongs to the shop in how a number or a date is written. */
export type ShopFormat = {
  currency: string;
  /** The currency of what was worked out: from before the shop counted in another it is that of then. */
  figuresIn: string;
  timeZone: string;
};

export type Format = ReturnType<typeof createFormat>;

const MINUTES_A_DAY = 24 * 60;

/**
 * Every option is fixed (no default of the machine, no "am" and "pm", whose space differs between engines), so that
 * browser and server write the same characters.
 */
export function createFormat(locale: string, { currency, figuresIn, timeZone }: ShopFormat) {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const columnPercent = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signedPercent = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const finePercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
  const wholePercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", timeZone: "UTC" });
  const instant = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const list = new Intl.ListFormat(locale, { type: "conjunction", style: "long" });
  /** Nothing about the future is certain: never 0 % and never 100 %. @param step smallest one that is written */
  const uncertain = (value: number, step: number, format: Intl.NumberFormat) => {
    if (value > 1 - step) return `> ${format.format(1 - step)}`;
    if (value < step) return `< ${format.format(step)}`;
    return format.format(value);
  };
  return {
    /** The shop's, in which amounts are typed. */
    currency,
    /** What was worked out, unless it is an amount of another currency: an order's that was placed in one. */
    money: (minor: number, of = figuresIn) => formatMoney(minor, of, locale),
    /** What nobody has paid yet, or only partly: an expected amount, in fractions of a minor unit as well, and a sum with one in it. */
    estimate: (minor: number, of = figuresIn) => formatEstimate(minor, of, locale),
    /** An amount at the axis of a chart, to the minor unit. */
    axisMoney: (minor: number, of = figuresIn) => formatRoundMoney(Math.round(minor), of, locale),
    count: (value: number) => count.format(value),
    decimal: (value: number) => decimal.format(value),
    percent: (share: number) => percent.format(share),
    /** Beside others in a column: one decimal each. */
    columnPercent: (share: number) => columnPercent.format(share),
    /** "3 minutes ago", by the largest unit of which there is one. */
    ago: (minutes: number) => {
      if (minutes < 60) return ago.format(-minutes, "minute");
      return minutes < MINUTES_A_DAY ? ago.format(-Math.floor(minutes / 60), "hour") : ago.format(-Math.floor(minutes / MINUTES_A_DAY), "day");
    },
    /** "A, B, and C". */
    list: (names: readonly string[]) => list.format(names),
    /** As a merchant sets it. */
    finePercent: (share: number) => finePercent.format(share),
    /** "+12.3%": by how much something is off. */
    signedPercent: (share: number) => signedPercent.format(share),
    /** Four digits, for who works a number out again. */
    significant: (value: number) => significant.format(value),
    probability: (value: number) => uncertain(value, 0.01, wholePercent),
    /** The same for who works a number out again. */
    chance: (value: number) => uncertain(value, 0.0001, finePercent),
    /** A calendar day, `2026-11-20`. */
    day: (text: string) => day.format(new Date(text)),
    /** A calendar month, `2026-11`. */
    month: (text: string) => month.format(new Date(text)),
    /** A moment, ISO 8601, on the shop's clock. */
    instant: (text: string) => instant.format(new Date(text)),
  };
}
