import { z } from "zod";
import type { Order } from "#app/db/generated/client.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { EXCLUSIONS } from "#app/orders/exclusion.ts";
import { explainOrder } from "#app/orders/explain-order.ts";
import { orderFactsOfRow } from "#app/orders/order-facts-of-row.ts";
import { type LedgerPlace, ledgerPlaceToText } from "./ledger-place.ts";

const PAGE_SIZE = 50;

const ExclusionOfRow = z.enum(EXCLUSIONS).nullable();

/** Every order of a customer, in or out and why, a page at a time. */
export async function readLedger(tx: ShopTransaction, shopId: bigint, customerId: bigint, from: LedgerPlace | null) {
  const mine = { shopId, customerId };
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
    orders: page.map(shownOrder),
    older: rows.length > PAGE_SIZE && last ? ledgerPlaceToText({ processedAt: last.processedAt, orderId: last.id }) : null,
  };
}

function shownOrder(order: Order) {
  return {
    id: String(order.id),
    name: order.name,
    processedAt: order.processedAt.toISOString(),
    exclusion: ExclusionOfRow.parse(order.exclusion),
    currency: order.currency,
    netMinor: Number(order.netMinor),
    components: explainOrder(orderFactsOfRow(order)),
  };
}
