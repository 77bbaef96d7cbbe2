import { idOfGid } from "../shopify/gid.ts";
import { FINANCIAL_STATUSES, type FinancialStatus } from "./order-facts.ts";
import type { Amount, OrderNode } from "./order-node.ts";
import { labelOf, tagOf } from "./parse-traits.ts";

type Raw<Node = OrderNode> = { readonly [Field in keyof Node]?: unknown };

/** A whole second in UTC from 1970 on, as Shopify writes it; the 29th of February is left to the schema. */
const INSTANT =
  /^(?:19[7-9]|[2-9]\d\d)\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const STATUSES: ReadonlySet<unknown> = new Set(FINANCIAL_STATUSES);

/**
 * An order that is as Shopify writes nearly all of them, looked at field by field: in a file of a million orders the
 * schema alone would take a third of the time. Null where anything is otherwise; whether that may be, and what is wrong
 * with it, is for the schema to say (OrderNode), whose result this is for the others.
 */
export function readPlainOrder(node: unknown): OrderNode | null {
  const raw = node as Raw | null;
  const { currentSubtotalPriceSet, currentTotalTaxSet, currentShippingPriceSet, refundDiscrepancySet } = raw ?? {};
  const { totalTipReceivedSet, netPaymentSet, totalOutstandingSet, currentTotalDutiesSet, currentTotalAdditionalFeesSet } = raw ?? {};
  const { id, name, processedAt, updatedAt, cancelledAt, test, displayFinancialStatus, taxesIncluded, dutiesIncluded } = raw ?? {};
  if (typeof id !== "string" || typeof name !== "string" || name.includes("\0") || !name.isWellFormed()) return null;
  if (!isInstant(processedAt) || !isInstant(updatedAt) || (cancelledAt !== null && !isInstant(cancelledAt))) return null;
  if (typeof test !== "boolean" || typeof taxesIncluded !== "boolean" || typeof dutiesIncluded !== "boolean") return null;
  if (!isStatus(displayFinancialStatus)) return null;
  if (!isAmount(currentSubtotalPriceSet) || !isAmount(currentTotalTaxSet) || !isAmount(currentShippingPriceSet)) return null;
  if (!isAmount(refundDiscrepancySet) || !isAmount(totalTipReceivedSet) || !isAmount(netPaymentSet) || !isAmount(totalOutstandingSet)) return null;
  if (!isAmountOrNull(currentTotalDutiesSet) || !isAmountOrNull(currentTotalAdditionalFeesSet)) return null;
  const customer = readCustomer(raw?.customer);
  const traits = readTraits(raw ?? {});
  const shippingLine = raw?.shippingLine;
  if (customer === undefined || traits === null || !isShippingLine(shippingLine)) return null;
  return {
    id: idOfGid(id),
    name,
    processedAt: new Date(processedAt),
    updatedAt: new Date(updatedAt),
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
    test,
    displayFinancialStatus,
    taxesIncluded,
    customer,
    currentSubtotalPriceSet,
    currentTotalTaxSet,
    currentShippingPriceSet,
    shippingLine,
    refundDiscrepancySet,
    totalTipReceivedSet,
    dutiesIncluded,
    currentTotalDutiesSet,
    currentTotalAdditionalFeesSet,
    netPaymentSet,
    totalOutstandingSet,
    ...traits,
  };
}

function isInstant(value: unknown): value is string {
  return typeof value === "string" && INSTANT.test(value);
}

function isStatus(value: unknown): value is FinancialStatus | null {
  return value === null || STATUSES.has(value);
}

function isAmount(value: unknown): value is Amount {
  const money = (value as Raw<Amount> | null | undefined)?.shopMoney as Raw<Amount["shopMoney"]> | null | undefined;
  return typeof money?.amount === "string" && typeof money.currencyCode === "string";
}

function isAmountOrNull(value: unknown): value is Amount | null {
  return value === null || isAmount(value);
}

function isShippingLine(value: unknown): value is OrderNode["shippingLine"] {
  if (value === null) return true;
  const line = value as Raw<NonNullable<OrderNode["shippingLine"]>> | undefined;
  const taxLines = line?.taxLines;
  return isAmount(line?.discountedPriceSet) && Array.isArray(taxLines) && taxLines.every((tax: { priceSet?: unknown } | null) => isAmount(tax?.priceSet));
}

/** Undefined where it is not as usual. */
function readCustomer(value: unknown): OrderNode["customer"] | undefined {
  if (value === null) return null;
  const customer = value as Raw<NonNullable<OrderNode["customer"]>> | undefined;
  if (typeof customer?.id !== "string" || typeof customer.dataSaleOptOut !== "boolean") return undefined;
  return { id: idOfGid(customer.id), dataSaleOptOut: customer.dataSaleOptOut };
}

type Traits = Pick<OrderNode, "sourceName" | "displayAddress" | "customerJourneySummary" | "discountCodes" | "totalDiscountsSet">;
type Visit = NonNullable<NonNullable<OrderNode["customerJourneySummary"]>["firstVisit"]>;

function readTraits({ sourceName, displayAddress, customerJourneySummary, discountCodes, totalDiscountsSet }: Raw): Traits | null {
  const journey = readJourney(customerJourneySummary);
  if (journey === undefined || !isTextOrNull(sourceName) || !isAddressOrNull(displayAddress)) return null;
  if (!Array.isArray(discountCodes) || !discountCodes.every((code) => typeof code === "string") || !isDiscount(totalDiscountsSet)) return null;
  return { sourceName: labelOf(sourceName), displayAddress, customerJourneySummary: journey, discountCodes, totalDiscountsSet };
}

/** Undefined where it is not as usual. */
function readJourney(value: unknown): Traits["customerJourneySummary"] | undefined {
  if (value === null) return null;
  const visit = (value as { firstVisit?: unknown } | undefined)?.firstVisit;
  if (visit === null) return { firstVisit: null };
  const { source, utmParameters } = (visit ?? {}) as Raw<Visit>;
  if (!isTextOrNull(source)) return undefined;
  if (utmParameters === null) return { firstVisit: { source: tagOf(source), utmParameters } };
  const utm = utmParameters as Raw<NonNullable<Visit["utmParameters"]>> | undefined;
  if (!isTextOrNull(utm?.source) || !isTextOrNull(utm.campaign)) return undefined;
  return { firstVisit: { source: tagOf(source), utmParameters: { source: tagOf(utm.source), campaign: tagOf(utm.campaign) } } };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isAddressOrNull(value: unknown): value is Traits["displayAddress"] {
  return value === null || isTextOrNull((value as { countryCodeV2?: unknown } | undefined)?.countryCodeV2);
}

function isDiscount(value: unknown): value is NonNullable<Traits["totalDiscountsSet"]> {
  return typeof (value as { shopMoney?: { amount?: unknown } | null } | null | undefined)?.shopMoney?.amount === "string";
}
