import { asText } from "#app/csv/csv-text.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { ValuedCustomer } from "./value-customers.ts";

export const CUSTOMER_COLUMNS = [
  "customer", "orders", "frequency", "recency_days", "age_days", "monetary_value", "historic_value", "probability_alive",
  "expected_orders", "predicted_value", "lifetime_value", "value_tier", "stage", "predicted_lower_80", "predicted_upper_80",
] as const;

export type CustomerRow = Record<(typeof CUSTOMER_COLUMNS)[number], string>;

const PROBABILITY_DECIMALS = 6;

/** A customer as customers.csv has it; what is not known of a customer whose every order is left out stays empty. */
export function customerRow(customer: ValuedCustomer, currency: string): CustomerRow {
  const money = (minor: number | null) => (minor === null ? "" : minorToDecimal(Math.round(minor), currency));
  return {
    customer: asText(customer.email),
    orders: String(customer.ordersCount),
    frequency: String(customer.frequency),
    recency_days: String(customer.recencyDays),
    age_days: String(customer.ageDays),
    monetary_value: money(customer.monetaryValueMinor),
    historic_value: money(customer.historicValueMinor),
    probability_alive: customer.probabilityAlive?.toFixed(PROBABILITY_DECIMALS) ?? "",
    expected_orders: customer.expectedOrders.toFixed(PROBABILITY_DECIMALS),
    predicted_value: money(customer.predictedValueMinor),
    lifetime_value: money(customer.lifetimeValueMinor),
    value_tier: customer.valueTier,
    stage: customer.stage,
    predicted_lower_80: money(customer.predictedLowerMinor),
    predicted_upper_80: money(customer.predictedUpperMinor),
  };
}
