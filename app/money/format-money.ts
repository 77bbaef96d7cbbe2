import { finite, refuse } from "#app/math/check-shape.ts";
import { minorDigits } from "#app/money/minor-digits.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";

const KNOWN_LOCALE = "the tag of a language that can be written here, such as en or ko-KR";

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Money as a reader of `locale` expects it: 123456 USD in "en" is "$1,234.56". Exact for every safe integer.
 *
 * @param locale a BCP 47 tag of a language whose way of writing numbers is known here
 * @throws for any other, and for what is no amount or no currency, naming it and what is allowed
 */
export function formatMoney(minor: number, currency: string, locale: string): string {
  return formatOf(currency, locale, "auto").format(decimalOf(minor, currency));
}

/** The same of round amounts, as at an axis: "$200", and "$0.50" where there are cents. */
export function formatRoundMoney(minor: number, currency: string, locale: string): string {
  return formatOf(currency, locale, "stripIfInteger").format(decimalOf(minor, currency));
}

/**
 * What was worked out and never paid, in steps that claim no more than is known: "$1,235" and "₩1,200". A hundred minor
 * units, and a whole unit at least. "< $1" where there is something, yet less than a step, and "> -$1" below nothing.
 */
export function formatEstimate(minor: number, currency: string, locale: string): string {
  finite("minor", minor);
  const step = Math.max(100, 10 ** minorDigits(currency));
  if (0 < minor && minor < step) return `< ${formatRoundMoney(step, currency, locale)}`;
  if (-step < minor && minor < 0) return `> ${formatRoundMoney(-step, currency, locale)}`;
  return formatRoundMoney(Math.round(minor / step) * step, currency, locale);
}

/** Intl reads a decimal string digit by digit; its type asks for a numeric literal. */
function decimalOf(minor: number, currency: string): `${number}` {
  return minorToDecimal(minor, currency) as `${number}`;
}

/** Building a formatter costs about a hundred times what using one does. */
function formatOf(currency: string, locale: string, trailingZeroDisplay: "auto" | "stripIfInteger"): Intl.NumberFormat {
  // Put together with others, a list of one text would be that text.
  if (typeof locale !== "string") refuse("locale", locale, KNOWN_LOCALE);
  const key = `${locale} ${currency} ${trailingZeroDisplay}`;
  const remembered = formats.get(key);
  if (remembered !== undefined) return remembered;
  if (!isKnownLocale(locale)) refuse("locale", locale, KNOWN_LOCALE);
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay,
  });
  formats.set(key, format);
  return format;
}

/** Of another one Intl takes the computer's own language in its place, and so would each computer another. */
function isKnownLocale(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
