/** The figures that can be written on a customer. */
export const METAFIELD_KEYS = [
  "lifetime_value", "historic_value", "predicted_value", "churn_probability", "expected_next_order_date",
  "average_days_between_orders", "orders_count", "value_tier", "stage", "amount_to_next_tier",
] as const;
export type MetafieldKey = (typeof METAFIELD_KEYS)[number];
