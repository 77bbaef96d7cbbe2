import type { MetafieldKey } from "../segments/metafield-keys.ts";

/** Shopify keeps this namespace for the app that asks. */
export const METAFIELD_NAMESPACE = "$app";

/** Types that Shopify's own customer segments can filter by; money is not among them. */
type MetafieldType = "number_decimal" | "number_integer" | "date" | "single_line_text_field";

type MetafieldDefinition = { type: MetafieldType; name: string; description: string };

/** What we write on a customer, by key. Each is filterable in the admin and read-only for staff (shopify.app.toml says the same). */
export const METAFIELD_DEFINITIONS = {
  lifetime_value: {
    type: "number_decimal",
    name: "Lifetime value",
    description: "Historic value plus predicted value, in the shop's currency.",
  },
  historic_value: {
    type: "number_decimal",
    name: "Historic value",
    description: "Net sales so far, in the shop's currency.",
  },
  predicted_value: {
    type: "number_decimal",
    name: "Predicted value",
    description: "Expected net sales over the horizon, discounted, in the shop's currency.",
  },
  churn_probability: {
    type: "number_decimal",
    name: "Churn probability",
    description: "How likely the customer will not order again, from 0 to 1.",
  },
  expected_next_order_date: {
    type: "date",
    name: "Expected next order date",
    description: "When the next order would be due.",
  },
  average_days_between_orders: {
    type: "number_decimal",
    name: "Average days between orders",
    description: "Mean number of days from one order to the next.",
  },
  orders_count: {
    type: "number_integer",
    name: "Orders count",
    description: "All of the customer's orders, counted in the values or not.",
  },
  value_tier: {
    type: "single_line_text_field",
    name: "Value tier",
    description: "vip, high, mid, low or negative, by lifetime value where predictions are proven, else by historic.",
  },
  stage: {
    type: "single_line_text_field",
    name: "Stage",
    description: "new, active, at-risk, lapsed or lost.",
  },
  amount_to_next_tier: {
    type: "number_decimal",
    name: "Amount to next tier",
    description: "What is missing to the next value tier, in the shop's currency.",
  },
} as const satisfies Record<MetafieldKey, MetafieldDefinition>;
