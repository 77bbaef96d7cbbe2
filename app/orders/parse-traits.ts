import { z } from "zod";
import type { DiscountUse, OrderTraits } from "./order-traits.ts";

/** Campaigns come from addresses that anybody can write: whatever stands there must neither fill nor stop an import. */
const LONGEST = 100;

type Text = string | null | undefined;

export function labelOf(text: Text): string | null {
  return text?.replaceAll("\0", "").trim().slice(0, LONGEST).toWellFormed() || null;
}

export function tagOf(text: Text): string | null {
  return labelOf(text)?.toLowerCase() ?? null;
}

const Label = z.string().nullish().transform(labelOf);
const Tag = z.string().nullish().transform(tagOf);

/**
 * The traits among the fields of order-fields.graphql.ts. Any may be missing: a file that Shopify began to write for an
 * older version of the app does not have them.
 */
export const TRAIT_FIELDS = {
  sourceName: Label,
  displayAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
  customerJourneySummary: z
    .object({ firstVisit: z.object({ source: Tag, utmParameters: z.object({ source: Tag, campaign: Tag }).nullish() }).nullish() })
    .nullish(),
  discountCodes: z.array(z.string()).nullish(),
  totalDiscountsSet: z.object({ shopMoney: z.object({ amount: z.string() }) }).nullish(),
};

const TraitsNode = z.object(TRAIT_FIELDS);
type TraitsNode = z.infer<typeof TraitsNode>;

export function traitsOf({ sourceName, displayAddress, customerJourneySummary, ...node }: TraitsNode): OrderTraits {
  const visit = customerJourneySummary?.firstVisit;
  return {
    channel: sourceName,
    country: countryOf(displayAddress?.countryCodeV2),
    visitSource: visit?.utmParameters?.source ?? visit?.source ?? null,
    campaign: visit?.utmParameters?.campaign ?? null,
    discount: discountOf(node),
  };
}

/** Shopify writes ZZ for a country that it does not know. */
function countryOf(code: string | null | undefined): string | null {
  return code && /^[A-Z]{2}$/.test(code) && code !== "ZZ" ? code : null;
}

function discountOf({ discountCodes, totalDiscountsSet }: Pick<TraitsNode, "discountCodes" | "totalDiscountsSet">): DiscountUse | null {
  if (!discountCodes || !totalDiscountsSet) return null;
  if (discountCodes.length > 0) return "code";
  return Number(totalDiscountsSet.shopMoney.amount) > 0 ? "without-code" : "none";
}
