/**
 * Why a customer is neither scored nor tagged:
 * `sale-of-data`: they object to their data being sold or shared, as Shopify says (`Customer.dataSaleOptOut`).
 * `automated-decisions`: they object to being sorted by a machine, and the merchant has noted it on their page here.
 */
export const OPT_OUTS = ["sale-of-data", "automated-decisions"] as const;
export type OptOut = (typeof OPT_OUTS)[number];
