import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { type CustomersQuery, placeToText } from "./customers-query.ts";
import { type ListedRow, PAGE_SIZE, readListPage } from "./list-page.view.server.ts";
import { StageOfRow, TierOfRow } from "./segment-rows.ts";

type Shop = { id: bigint; currentRunId: bigint | null };

/**
 * One page of the current run's customers. It starts at a place in the sorted index and reads on from there: the last
 * page of a million customers takes as long as the first.
 *
 * `customerIds` narrows the list to what a search has found; null is no search.
 */
export async function viewCustomers(db: Database, shop: Shop, query: CustomersQuery, customerIds: bigint[] | null) {
  const runId = shop.currentRunId;
  if (runId === null) return { scored: false, rows: [], next: null, previous: null };
  const rows = await withShop(db, shop.id, (tx) => readListPage(tx, { shopId: shop.id, runId }, query, customerIds));
  const backwards = query.from?.side === "before";
  const more = rows.length > PAGE_SIZE;
  const page = rows.slice(0, PAGE_SIZE);
  if (backwards) page.reverse();
  return {
    scored: true,
    rows: page.map(shown),
    next: backwards || more ? textOf(page.at(-1)) : null,
    previous: (backwards ? more : query.from !== null) ? textOf(page[0]) : null,
  };
}

function shown(row: ListedRow) {
  return {
    id: String(row.customer_id),
    lifetimeValueMinor: row.lifetime,
    historicValueMinor: row.historic,
    predictedValueMinor: row.predicted,
    orders: row.orders,
    lastOrderDay: row.last_order,
    tier: TierOfRow.parse(row.tier),
    stage: StageOfRow.parse(row.stage),
  };
}

function textOf(row: ListedRow | undefined): string | null {
  return row ? placeToText({ value: row.place, customerId: row.customer_id }) : null;
}
