const decimalsOf = new Map<string, number>();

/** Decimal places of a currency: 0 for JPY, 2 for EUR, 3 for KWD. */
export function currencyDecimals(currency: string): number {
  let decimals = decimalsOf.get(currency);
  if (decimals === undefined) {
    decimals = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    decimalsOf.set(currency, decimals);
  }
  return decimals;
}

/** `1250` as Shopify's GraphQL writes it: `"12.5"`, and `"12.0"` for a whole amount. */
export function formatDecimal(amountMinor: number, currency: string): string {
  const fixed = formatFixed(amountMinor, currency);
  return fixed.includes(".") ? fixed.replace(/(\.\d+?)0+$/, "$1") : `${fixed}.0`;
}

/** `1250` as Shopify's webhooks write it: with all decimals of the currency, `"12.50"`. */
export function formatFixed(amountMinor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  if (decimals === 0) return String(amountMinor);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, "0");
  return `${amountMinor < 0 ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
