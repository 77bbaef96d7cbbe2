import { minorToDecimal } from "#app/money/minor-to-decimal.ts";

/** `1250` as Shopify's GraphQL writes it: `"12.5"`, and `"12.0"` for a whole amount. */
export function formatDecimal(amountMinor: number, currency: string): string {
  const fixed = minorToDecimal(amountMinor, currency);
  return fixed.includes(".") ? fixed.replace(/(\.\d+?)0+$/, "$1") : `${fixed}.0`;
}
