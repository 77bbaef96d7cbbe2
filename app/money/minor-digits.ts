/**
 * Currencies for which Intl answers how prices are *written* (no decimals), while ISO 4217, and with it Shopify's
 * amounts, keep a minor unit. Taken as Intl says, 12.50 HUF could not be stored.
 */
const KEPT_BY_ISO_4217: Readonly<Record<string, number>> = {
  AFN: 2, ALL: 2, COP: 2, HUF: 2, IDR: 2, IRR: 2, KPW: 2, LAK: 2, LBP: 2, MGA: 2, MMK: 2, PKR: 2, RSD: 2, SLL: 2,
  SOS: 2, SYP: 2, YER: 2, IQD: 3,
};

const known = new Map<string, number>();

/** Decimals of a currency's minor unit: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const remembered = known.get(currency);
  if (remembered !== undefined) return remembered;
  if (!isCurrencyCode(currency)) {
    throw new RangeError(`Currency "${currency}" is not a code of three capital letters such as USD`);
  }
  const digits = KEPT_BY_ISO_4217[currency] ?? digitsByIntl(currency);
  known.set(currency, digits);
  return digits;
}

export function isCurrencyCode(text: string): boolean {
  // A pattern takes a list of one text for that text.
  return typeof text === "string" && /^[A-Z]{3}$/.test(text);
}

function digitsByIntl(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
