import { localDay } from "#app/time/local-day.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { resolveNamespace } from "../graphql/resolve-namespace.ts";
import { sumCustomer } from "../orders/sum-customer.ts";
import type { CustomerRecord, MetafieldDefinitionRecord } from "../store/model.ts";
import type { World } from "../world.ts";

/** What a filter reads of a customer: null where there is nothing. Days are counted since 1970-01-01 in the shop's zone. */
export type SegmentFilter =
  | { type: "texts"; read: (customer: CustomerRecord) => readonly string[] }
  | { type: "text"; read: (customer: CustomerRecord) => string | null }
  | { type: "number" | "day"; read: (customer: CustomerRecord) => number | null }
  | { type: "boolean"; read: (customer: CustomerRecord) => boolean | null };

/** Filters of Shopify's that the sandbox lacks; anything else that it does not know Shopify does not know either. */
const LACKING = /^(abandoned_checkout_date|anniversary|companies|created_by_app_id|customer_(account_status|cities|countries|email_domain|language|regions|within_distance)|orders_placed|predicted_spend_tier|product_subscription_status|products_purchased|rfm_group|shopify_email\.|store_credit_accounts|storefront\.)/;

/** The filter of a name, "lacking" where only the sandbox lacks it, or null where there is none. */
export function findSegmentFilter(name: string, world: World): SegmentFilter | "lacking" | null {
  if (name.startsWith("metafields.")) return metafieldFilter(name, world);
  const filter = Object.entries(plainFilters(world)).find(([known]) => known === name)?.[1];
  return filter ?? (LACKING.test(name) ? "lacking" : null);
}

function plainFilters(world: World): Record<string, SegmentFilter> {
  const { store } = world;
  const { currency, ianaTimezone } = store.shop();
  const day = (instant: string | undefined) => (instant === undefined ? null : localDay(new Date(instant), ianaTimezone));
  const orders = (customer: CustomerRecord) => store.ordersOf(customer.id);
  return {
    customer_tags: { type: "texts", read: (customer) => customer.tags },
    amount_spent: { type: "number", read: (customer) => Number(minorToDecimal(sumCustomer(orders(customer)).amountSpentMinor, currency)) },
    number_of_orders: { type: "number", read: (customer) => sumCustomer(orders(customer)).numberOfOrders },
    first_order_date: { type: "day", read: (customer) => day(orders(customer)[0]?.processedAt) },
    last_order_date: { type: "day", read: (customer) => day(orders(customer).at(-1)?.processedAt) },
    customer_added_date: { type: "day", read: (customer) => day(customer.createdAt) },
    email_subscription_status: { type: "text", read: (customer) => customer.emailConsent },
    sms_subscription_status: { type: "text", read: (customer) => customer.smsConsent },
  };
}

/** `metafields.<namespace>.<key>`, of customers, with a definition that says it can be filtered by. */
function metafieldFilter(name: string, { store, app }: World): SegmentFilter | null {
  const [, given, key] = /^metafields\.(.+)\.([\w-]+)$/.exec(name) ?? [];
  const namespace = resolveNamespace(given, app.apiKey);
  const isIt = (one: { namespace: string; key: string }) => one.namespace === namespace && one.key === key;
  const definition = [...store.definitions.values()].find((one) => one.ownerType === "CUSTOMER" && isIt(one));
  if (!definition?.adminFilterable) return null;
  return typed(definition, (customer) => store.metafieldsOf("CUSTOMER", customer.id).find(isIt)?.value ?? null);
}

function typed({ type }: MetafieldDefinitionRecord, read: (customer: CustomerRecord) => string | null): SegmentFilter | null {
  const by = <T>(convert: (value: string) => T) => (customer: CustomerRecord) => {
    const value = read(customer);
    return value === null ? null : convert(value);
  };
  switch (type) {
    case "number_integer":
    case "number_decimal":
      return { type: "number", read: by(Number) };
    case "date":
      return { type: "day", read: by((value) => localDay(new Date(value), "UTC")) };
    case "boolean":
      return { type: "boolean", read: by((value) => value === "true") };
    case "single_line_text_field":
      return { type: "text", read };
    default:
      return null;
  }
}
