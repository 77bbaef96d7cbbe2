import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { ValuedCustomer } from "./value-customers.ts";

export const CUSTOMER_COLUMNS = [
  "customer", "orders", "frequency", "recency_days", "age_days", "monetary_value", "historic_value", "probability_alive",
  "expected_orders", "predicted_value", "lifetime_value", "value_tier", "stage",
] as const;

export type CustomerRow = Record<(typeof CUSTOMER_COLUMNS)[number], string>;

const PROBABILITY_DECIMALS = 6;

/** A customer as customers.csv has it; what is not known of a customer whose every order is left out stays empty. */
export function customerRow({ email, orders, score, tier, stage }: ValuedCustomer, currency: string): CustomerRow {
  const money = (minor: number) => minorToDecimal(Math.round(minor), currency);
  return {
    customer: email,
    orders: String(orders),
    frequency: String(score.frequency),
    recency_days: String(score.recencyDays),
    age_days: String(score.ageDays),
    monetary_value: score.monetaryValueMinor === null ? "" : money(score.monetaryValueMinor),
    historic_value: money(score.historicValueMinor),
    probability_alive: score.probabilityAlive?.toFixed(PROBABILITY_DECIMALS) ?? "",
    expected_orders: score.expectedOrders.toFixed(PROBABILITY_DECIMALS),
    predicted_value: money(score.predictedValueMinor),
    lifetime_value: money(score.lifetimeValueMinor),
    value_tier: tier,
    stage,
  };
}
