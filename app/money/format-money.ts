import { minorDigits } from "#app/money/minor-digits.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** Money as a reader of `locale` expects it: 123456 USD in "en" is "$1,234.56". Exact for every safe integer. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  // Intl reads a decimal string digit by digit; its type asks for a numeric literal.
  return formatOf(currency, locale).format(minorToDecimal(minor, currency) as `${number}`);
}

/** Building a formatter costs about a hundred times what using one does. */
function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const remembered = formats.get(key);
  if (remembered !== undefined) return remembered;
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}
