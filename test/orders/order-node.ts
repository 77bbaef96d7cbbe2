type Line = { isGiftCard?: boolean; quantity?: number; unitPrice?: string };

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
  subtotal: string;
  tax: string;
  discrepancy: string;
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
    customer: customer === null ? null : { id: `gid://shopify/Customer/${customer}` },
    currentSubtotalPriceSet: money(changes.subtotal ?? "100.0", currency),
    currentTotalTaxSet: money(changes.tax ?? "19.0", currency),
    refundDiscrepancySet: money(changes.discrepancy ?? "0.0", currency),
  };
}

let nextLine = 1;

export function lineNode({ isGiftCard = false, quantity = 1, unitPrice = "10.0" }: Line = {}) {
  return {
    id: `gid://shopify/LineItem/${nextLine++}`,
    isGiftCard,
    currentQuantity: quantity,
    discountedUnitPriceAfterAllDiscountsSet: { shopMoney: { amount: unitPrice, currencyCode: "USD" } },
  };
}

/** As it stands in a bulk operation's file. */
export function childNode(orderId: number, line: Line = {}) {
  return { ...lineNode(line), __parentId: `gid://shopify/Order/${orderId}` };
}
