import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { FaultKind } from "../faults/kinds.ts";
import type { CustomerRecord, ShopRecord } from "../store/model.ts";

export function money(amountMinor: number, currency: string): string {
  // As a string the amount reaches the formatter exactly, however many decimals the currency has.
  const decimal = minorToDecimal(amountMinor, currency) as Intl.StringNumericLiteral;
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(decimal);
}

/** An instant in the shop's time zone. */
export function instant(iso: string, shop: ShopRecord): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: shop.ianaTimezone, dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}

export function customerName(customer: CustomerRecord): string {
  const name = [customer.firstName, customer.lastName].filter((part) => part !== null && part !== "").join(" ");
  return name || customer.email || customer.phone || `Customer ${customer.id}`;
}

/** `PARTIALLY_REFUNDED` as a person writes it. */
export function words(constant: string): string {
  return capitalised(constant.toLowerCase().replaceAll("_", " "));
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `wrong-signature` as a person writes it. */
export function faultName(kind: FaultKind): string {
  return capitalised(kind.replaceAll("-", " "));
}
