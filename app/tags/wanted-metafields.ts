import { minorToDecimal } from "../money/minor-to-decimal.ts";
import { nextTier } from "../segments/next-tier.ts";
import type { SegmentBorders } from "../segments/segment-borders.ts";
import type { Stage } from "../segments/stage.ts";
import { tierValueOf } from "../segments/value-basis.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import type { MetafieldKey } from "./metafield-definitions.ts";

/** What a score row says of a customer. */
export type CustomerToWrite = {
  ordersCount: number;
  probabilityAlive: number | null;
  averageDaysBetweenOrders: number | null;
  /** `YYYY-MM-DD` */
  expectedNextOrderDay: string | null;
  historicValueMinor: number;
  predictedValueMinor: number;
  lifetimeValueMinor: number;
  valueTier: ValueTier;
  stage: Stage;
};

export type Metafields = Partial<Record<MetafieldKey, string>>;

/** Values as Shopify's types spell them. A figure that is not known is absent, never zero. */
export function wantedMetafields(customer: CustomerToWrite, currency: string, { value: borders, standing }: SegmentBorders): Metafields {
  const { probabilityAlive, averageDaysBetweenOrders, expectedNextOrderDay, lifetimeValueMinor, valueTier } = customer;
  const metafields: Metafields = {
    lifetime_value: minorToDecimal(lifetimeValueMinor, currency),
    historic_value: minorToDecimal(customer.historicValueMinor, currency),
    predicted_value: minorToDecimal(customer.predictedValueMinor, currency),
    orders_count: String(customer.ordersCount),
    value_tier: valueTier,
    stage: customer.stage,
  };
  if (probabilityAlive !== null) metafields.churn_probability = (1 - probabilityAlive).toFixed(3);
  if (expectedNextOrderDay !== null) metafields.expected_next_order_date = expectedNextOrderDay;
  if (averageDaysBetweenOrders !== null) metafields.average_days_between_orders = averageDaysBetweenOrders.toFixed(1);
  const next = nextTier(tierValueOf(customer, standing), valueTier, borders);
  if (next !== null) metafields.amount_to_next_tier = minorToDecimal(next.amountMinor, currency);
  return metafields;
}
