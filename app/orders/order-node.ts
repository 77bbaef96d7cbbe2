import { z } from "zod";
import { idOfGid } from "../shopify/gid.ts";
import { FINANCIAL_STATUSES } from "./order-facts.ts";
import { TRAIT_FIELDS } from "./parse-traits.ts";

const Id = z.string().transform(idOfGid);
/** PostgreSQL would refuse not the order but the whole file. */
const Text = z.string().refine((text) => !text.includes("\0") && text.isWellFormed(), "holds a NUL character or half of one");
/** Some past orders that other systems brought in have no better day than the first. */
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text)).refine((it) => it.getTime() >= 0, "is before 1970");
const Amount = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
export type Amount = z.infer<typeof Amount>;

/** The fields of order-fields.graphql.ts: what they must be, and in which words they are refused. */
export const OrderNode = z.object({
  id: Id,
  name: Text,
  processedAt: Instant,
  updatedAt: Instant,
  cancelledAt: Instant.nullable(),
  test: z.boolean(),
  displayFinancialStatus: z.enum(FINANCIAL_STATUSES).nullable(),
  taxesIncluded: z.boolean(),
  customer: z.object({ id: Id, dataSaleOptOut: z.boolean() }).nullable(),
  currentSubtotalPriceSet: Amount,
  currentTotalTaxSet: Amount,
  currentShippingPriceSet: Amount,
  shippingLine: z.object({ discountedPriceSet: Amount, taxLines: z.array(z.object({ priceSet: Amount })) }).nullable(),
  refundDiscrepancySet: Amount,
  totalTipReceivedSet: Amount,
  dutiesIncluded: z.boolean(),
  currentTotalDutiesSet: Amount.nullable(),
  currentTotalAdditionalFeesSet: Amount.nullable(),
  netPaymentSet: Amount,
  totalOutstandingSet: Amount,
  ...TRAIT_FIELDS,
});

export type OrderNode = z.infer<typeof OrderNode>;
