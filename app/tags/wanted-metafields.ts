import { minorToDecimal } from "../money/minor-to-decimal.ts";
import { nextTier } from "../segments/next-tier.ts";
import type { MetafieldKey } from "../segments/metafield-keys.ts";
import type { SegmentBorders } from "../segments/segment-borders.ts";
import type { Stage } from "../segments/stage.ts";
import { tierValueOf } from "../segments/value-basis.ts";
import type { ValueTier } from "../segments/value-tier.ts";

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

/** Those of the definition, as Shopify's types spell them. A figure that is not known is absent, never zero. */
export function wantedMetafields(customer: CustomerToWrite, currency: string, borders: SegmentBorders): Metafields {
  const metafields: Metafields = {};
  for (const key of borders.definition.metafields) {
    const value = SPELLED[key](customer, currency, borders);
    if (value !== null) metafields[key] = value;
  }
  return metafields;
}

type Spell = (customer: CustomerToWrite, currency: string, borders: SegmentBorders) => string | null;

const SPELLED: Record<MetafieldKey, Spell> = {
  lifetime_value: ({ lifetimeValueMinor }, currency) => minorToDecimal(lifetimeValueMinor, currency),
  historic_value: ({ historicValueMinor }, currency) => minorToDecimal(historicValueMinor, currency),
  predicted_value: ({ predictedValueMinor }, currency) => minorToDecimal(predictedValueMinor, currency),
  churn_probability: ({ probabilityAlive }) => probabilityAlive === null ? null : (1 - probabilityAlive).toFixed(3),
  expected_next_order_date: ({ expectedNextOrderDay }) => expectedNextOrderDay,
  average_days_between_orders: ({ averageDaysBetweenOrders }) => averageDaysBetweenOrders?.toFixed(1) ?? null,
  orders_count: ({ ordersCount }) => String(ordersCount),
  value_tier: ({ valueTier }) => valueTier,
  stage: ({ stage }) => stage,
  amount_to_next_tier: (customer, currency, borders) => {
    const next = nextTier(tierValueOf(customer, borders), customer.valueTier, borders.value);
    return next === null ? null : minorToDecimal(next.amountMinor, currency);
  },
};
