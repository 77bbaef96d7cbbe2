import type { Order } from "#app/db/generated/client.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { assessOrder, type AssessmentTerms } from "#app/orders/assess-order.ts";
import { explainOrder } from "#app/orders/explain-order.ts";
import { orderFactsOfRow } from "#app/orders/order-facts-of-row.ts";
import { type LedgerPlace, ledgerPlaceToText } from "./ledger-place.ts";

const PAGE_SIZE = 50;

type Mine = { shopId: bigint; customerId: bigint };

/**
 * Every order of a customer, in or out and why, a page at a time.
 *
 * @param terms of the run that the customer's values are from
 */
export async function readLedger(tx: ShopTransaction, mine: Mine, terms: AssessmentTerms, from: LedgerPlace | null) {
  const older = from && [
    { processedAt: { lt: from.processedAt } },
    { processedAt: from.processedAt, id: { lt: from.orderId } },
  ];
  const rows = await tx.order.findMany({
    where: older ? { ...mine, OR: older } : mine,
    orderBy: [{ processedAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
  });
  const page = rows.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    total: await tx.order.count({ where: mine }),
    rule: terms.rule,
    orders: page.map((order) => shownOrder(order, terms)),
    older: rows.length > PAGE_SIZE && last ? ledgerPlaceToText({ processedAt: last.processedAt, orderId: last.id }) : null,
  };
}

function shownOrder(order: Order, terms: AssessmentTerms) {
  const facts = orderFactsOfRow(order);
  return {
    id: String(order.id),
    name: order.name,
    processedAt: order.processedAt.toISOString(),
    currency: order.currency,
    ...assessOrder(facts, terms),
    components: explainOrder(facts, terms.rule),
  };
}
