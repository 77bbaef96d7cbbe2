type Product = { id: number; title: string };
/** Of product 3 unless told; null: it was deleted since. */
type Line = { isGiftCard?: boolean; price?: string; product?: Product | null };

type Changes = Partial<{
  id: number;
  name: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  test: boolean;
  status: string | null;
  currency: string;
  taxesIncluded: boolean;
  customer: number | null;
  saleOptOut: boolean;
  subtotal: string;
  tax: string;
  /** What shipping costs now, what it cost at first, and the tax on that. */
  shipping: { now: string; first: string; tax: string } | null;
  discrepancy: string;
  tip: string;
  duties: string | null;
  dutiesIncluded: boolean;
  fees: string | null;
  /** What was paid, less what was handed back. */
  paid: string;
  outstanding: string;
  channel: string | null;
  country: string | null;
  visit: { source: string; utmParameters: { source: string | null; campaign: string | null } | null } | null;
  codes: string[];
  discount: string;
}>;

const money = (amount: string, currencyCode: string) => ({ shopMoney: { amount, currencyCode } });

/** An order as Shopify's GraphQL writes the fields of order-fields.graphql.ts: paid, 100.00 USD, of customer 7. */
export function orderNode({ id = 1, ...changes }: Changes = {}) {
  const { name = `#${1000 + id}`, customer = 7, currency = "USD" } = changes;
  return {
    id: `gid://shopify/Order/${id}`,
    name,
    processedAt: changes.processedAt ?? "2026-03-10T12:00:00Z",
    updatedAt: changes.updatedAt ?? "2026-03-10T12:00:01Z",
    cancelledAt: changes.cancelledAt ?? null,
    test: changes.test ?? false,
    displayFinancialStatus: changes.status === undefined ? "PAID" : changes.status,
    taxesIncluded: changes.taxesIncluded ?? false,
    customer: customer === null ? null : { id: `gid://shopify/Customer/${customer}`, dataSaleOptOut: changes.saleOptOut ?? false },
    currentSubtotalPriceSet: money(changes.subtotal ?? "100.0", currency),
    currentTotalTaxSet: money(changes.tax ?? "19.0", currency),
    currentShippingPriceSet: money(changes.shipping?.now ?? "0.0", currency),
    shippingLine: changes.shipping
      ? {
          discountedPriceSet: money(changes.shipping.first, currency),
          taxLines: [{ priceSet: money(changes.shipping.tax, currency) }],
        }
      : null,
    refundDiscrepancySet: money(changes.discrepancy ?? "0.0", currency),
    totalTipReceivedSet: money(changes.tip ?? "0.0", currency),
    dutiesIncluded: changes.dutiesIncluded ?? false,
    currentTotalDutiesSet: changes.duties == null ? null : money(changes.duties, currency),
    currentTotalAdditionalFeesSet: changes.fees == null ? null : money(changes.fees, currency),
    netPaymentSet: money(changes.paid ?? "119.0", currency),
    totalOutstandingSet: money(changes.outstanding ?? "0.0", currency),
    sourceName: changes.channel === undefined ? "web" : changes.channel,
    displayAddress: changes.country == null ? null : { countryCodeV2: changes.country },
    customerJourneySummary: changes.visit === undefined ? null : { firstVisit: changes.visit },
    discountCodes: changes.codes ?? [],
    totalDiscountsSet: money(changes.discount ?? "0.0", currency),
  };
}

let nextLine = 1;

export function lineNode({ isGiftCard = false, price = "10.0", product = { id: 3, title: "Tea" } }: Line = {}) {
  return {
    id: `gid://shopify/LineItem/${nextLine++}`,
    isGiftCard,
    product: product === null ? null : { id: `gid://shopify/Product/${product.id}`, title: product.title },
    priceAfterAllDiscountsBeforeTaxesSet: money(price, "USD"),
  };
}

/** As it stands in a bulk operation's file. */
export function childNode(orderId: number, line: Line = {}) {
  return { ...lineNode(line), __parentId: `gid://shopify/Order/${orderId}` };
}
