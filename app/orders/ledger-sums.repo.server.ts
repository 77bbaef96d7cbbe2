import type { ShopTransaction } from "../db/with-shop.server.ts";
import { EXCLUSIONS } from "./exclusion.ts";
import { addGroup, GROUP_FIELDS, type LedgerSums, NO_ORDERS } from "./ledger-sums.ts";

/** One column for each of GROUP_FIELDS. The rule is read in the statement that reads what was assessed by it. */
const grouped = (shop: string) => `
  (SELECT counts_tax::integer FROM shops WHERE id = ${shop}) AS "countsTax",
  (SELECT counts_shipping::integer FROM shops WHERE id = ${shop}) AS "countsShipping",
  coalesce(array_position(ARRAY[${EXCLUSIONS.map((it) => `'${it}'`).join()}], exclusion), 0) AS "exclusion",
  taxes_included::integer AS "taxesIncluded", count(*) AS "orders", count(*) FILTER (WHERE test) AS "tests",
  sum(net_minor) AS "netMinor", sum(current_tax_minor) AS "currentTaxMinor", sum(gift_card_minor) AS "giftCardMinor",
  sum(shipping_minor) AS "shippingMinor", sum(shipping_tax_minor) AS "shippingTaxMinor", sum(extras_minor) AS "extrasMinor",
  sum(net_payment_minor) AS "netPaymentMinor", sum(outstanding_minor) AS "outstandingMinor"`;

/** Within each the rule is linear (explainSpent). */
const GROUPS = "exclusion, taxes_included, outstanding_minor < 0";

/** Every customer's groups of orders. */
export function ledgerGroupsSql(shopId: bigint): string {
  const shop = String(BigInt(shopId));
  return `SELECT customer_id, ${grouped(shop)} FROM orders
    WHERE shop_id = ${shop} AND customer_id IS NOT NULL GROUP BY customer_id, ${GROUPS}`;
}

export async function readLedgerSums(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<LedgerSums> {
  const groups = await tx.$queryRawUnsafe<Record<(typeof GROUP_FIELDS)[number], unknown>[]>(
    `SELECT ${grouped("$1")} FROM orders WHERE shop_id = $1 AND customer_id = $2 GROUP BY ${GROUPS}`,
    shopId,
    customerId,
  );
  return groups.reduce((sums, group) => {
    const numbers = Object.fromEntries(GROUP_FIELDS.map((field) => [field, Number(group[field])]));
    return addGroup(sums, numbers as Parameters<typeof addGroup>[1]);
  }, NO_ORDERS);
}
