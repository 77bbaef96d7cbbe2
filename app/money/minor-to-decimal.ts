import { minorDigits } from "#app/money/minor-digits.ts";

/** Minor units as an exact plain decimal: 1234 USD is "12.34", 1200 JPY is "1200", -5 KWD is "-0.005". */
export function minorToDecimal(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) {
    const most = Number.MAX_SAFE_INTEGER;
    throw new RangeError(`${minor} is not a whole number of minor units of ${currency} from -${most} to ${most}`);
  }
  const digits = minorDigits(currency);
  const padded = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (digits === 0) return sign + padded;
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
