import { minorDigits } from "#app/money/minor-digits.ts";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * An amount as Shopify writes it ("12.34", "1200.0") in integer minor units, digit by digit, never through a float.
 *
 * Decimals beyond the currency's own must be zeros. Anything else is refused rather than rounded: such an amount is
 * of another currency or damaged, and a rounded sum would no longer equal Shopify's.
 *
 * @throws RangeError that names the amount, the currency and what is allowed
 */
export function parseMoney(amount: string, currency: string): number {
  const digits = minorDigits(currency);
  const parts = typeof amount === "string" ? DECIMAL.exec(amount) : null;
  if (parts === null) throw new RangeError(`"${amount}" is not an amount such as 12.34 or -0.50`);
  const [, sign, whole = "", fraction = ""] = parts;
  if (/[1-9]/.test(fraction.slice(digits))) {
    throw new RangeError(`"${amount}" has more decimals than ${currency} has (${digits})`);
  }
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) {
    throw new RangeError(`"${amount}" is beyond ${Number.MAX_SAFE_INTEGER} minor units of ${currency}`);
  }
  return sign === "-" && minor !== 0 ? -minor : minor;
}
