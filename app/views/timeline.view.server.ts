import type { OptOut } from "#app/customers/opt-out.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { assessOrder, type AssessmentTerms } from "#app/orders/assess-order.ts";
import { orderFactsOfRow } from "#app/orders/order-facts-of-row.ts";
import type { Dimension } from "#app/tags/tag-dimension.ts";
import { MoveOfRow, WITHIN_SEGMENTS } from "./segment-rows.ts";

/** As many as are read of each kind, and as are told of all. */
const [READ, TOLD] = [40, 20];

/**
 * What happened to a customer, the newest first: what is stored with a moment of its own. An order is its newest state,
 * so that a refund is seen in the ledger, not here.
 *
 * @param terms of the run that the customer's values are from
 */
export async function readTimeline(tx: ShopTransaction, mine: { shopId: bigint; customerId: bigint }, terms: AssessmentTerms) {
  const latest = { where: mine, take: READ };
  const orders = await tx.order.findMany({ ...latest, orderBy: [{ processedAt: "desc" }, { id: "desc" }] });
  const moves = await tx.segmentMove.findMany({ where: { ...mine, ...WITHIN_SEGMENTS }, take: READ, orderBy: [{ movedAt: "desc" }, { id: "desc" }] });
  const wishes = await tx.customerOptOut.findMany(latest);
  const byHand = await tx.handChange.findMany(latest);
  const write = await tx.customerWrite.findUnique({ where: { shopId_customerId: mine } });
  const assessed = orders.map((order) => ({ ...order, ...assessOrder(orderFactsOfRow(order), terms) }));
  const shownMoves = moves.map((move) => ({ kind: "move" as const, at: move.movedAt.toISOString(), ...MoveOfRow.parse(move) }));
  const events = [
    ...shownMoves,
    ...assessed.map(({ processedAt, name, currency, netMinor, exclusion }) => {
      return { kind: "order" as const, at: processedAt.toISOString(), name, currency, netMinor, exclusion };
    }),
    ...orders.flatMap(({ name, cancelledAt }) => (cancelledAt === null ? [] : { kind: "cancelled" as const, at: cancelledAt.toISOString(), name })),
    ...wishes.map(({ kind, since }) => ({ kind: "wish" as const, at: since.toISOString(), wish: kind as OptOut })),
    ...byHand.map(({ dimension, noticedAt }) => ({ kind: "by-hand" as const, at: noticedAt.toISOString(), dimension: dimension as Dimension })),
    ...(write === null || write.tags.length === 0 ? [] : [{ kind: "written" as const, at: write.writtenAt.toISOString(), tags: write.tags }]),
  ].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  return {
    events: events.slice(0, TOLD),
    hasMore: events.length > TOLD,
    moves: shownMoves,
    /** Calendar days of the latest purchases, the first one first. */
    purchaseDays: [...new Set(assessed.filter(({ exclusion }) => exclusion === null).map(({ orderDay }) => orderDay.toISOString().slice(0, 10)))].sort(),
  };
}
