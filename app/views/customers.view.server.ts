import type { Database } from "#app/db/database.server.ts";
import { Prisma } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { ScoreSort } from "#app/scoring/score-sort.ts";
import { type CustomersFilter, type CustomersQuery, placeToText } from "./customers-query.ts";
import { StageOfRow, TierOfRow } from "./segment-rows.ts";

export const PAGE_SIZE = 50;

type Shop = { id: bigint; currentRunId: bigint | null };

/** A sort's column, and its value as the text that a place in the list holds. */
const COLUMNS: Record<ScoreSort, { column: Prisma.Sql; type: Prisma.Sql }> = {
  "lifetime-value": { column: Prisma.sql`lifetime_value_minor`, type: Prisma.sql`bigint` },
  "historic-value": { column: Prisma.sql`historic_value_minor`, type: Prisma.sql`bigint` },
  "predicted-value": { column: Prisma.sql`predicted_value_minor`, type: Prisma.sql`bigint` },
  "last-order": { column: Prisma.sql`last_order_day`, type: Prisma.sql`date` },
  orders: { column: Prisma.sql`orders_count`, type: Prisma.sql`integer` },
};

export type ListedRow = {
  customer_id: bigint;
  lifetime: number;
  historic: number;
  predicted: number;
  orders: number;
  last_order: string;
  tier: string;
  stage: string;
  place: string;
};

/**
 * One page of the current run's customers. It starts at a place in the sorted index and reads on from there: the last
 * page of a million customers takes as long as the first.
 *
 * `customerIds` narrows the list to what a search has found; null is no search.
 */
export async function viewCustomers(db: Database, shop: Shop, query: CustomersQuery, customerIds: bigint[] | null) {
  const runId = shop.currentRunId;
  if (runId === null) return { scored: false, rows: [], next: null, previous: null };
  const rows = await withShop(db, shop.id, (tx) => tx.$queryRaw<ListedRow[]>(pageOf(shop.id, runId, query, customerIds)));
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

/** One row more than a page, in the order it is read: backwards where the page leads up to a place. */
export function pageOf(shopId: bigint, runId: bigint, query: CustomersQuery, customerIds: bigint[] | null): Prisma.Sql {
  const { column, type } = COLUMNS[query.sort];
  const descending = (query.direction === "desc") !== (query.from?.side === "before");
  const order = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const conditions = [Prisma.sql`shop_id = ${shopId}`, Prisma.sql`run_id = ${runId}`, ...conditionsOf(query)];
  if (customerIds) conditions.push(Prisma.sql`customer_id = ANY(${customerIds})`);
  if (query.from) {
    const { value, customerId } = query.from.place;
    const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`;
    conditions.push(Prisma.sql`(${column}, customer_id) ${beyond} (${value}::${type}, ${customerId})`);
  }
  // Who is on the page is found in the sort's index alone, which has along what filters ask of a score.
  return Prisma.sql`
    SELECT customer_id, lifetime_value_minor::float8 AS lifetime, historic_value_minor::float8 AS historic,
      predicted_value_minor::float8 AS predicted, orders_count AS orders, last_order_day::text AS last_order,
      value_tier AS tier, stage, ${column}::text AS place
    FROM (
      SELECT shop_id, run_id, customer_id FROM customer_scores ${originsOf(query)}
      WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY ${column} ${order}, customer_id ${order}
      LIMIT ${PAGE_SIZE + 1}
    ) AS page JOIN customer_scores USING (shop_id, run_id, customer_id)
    ORDER BY ${column} ${order}, customer_id ${order}`;
}

/** Joined only where it is asked for: the list of everybody reads one table. */
function originsOf({ channel, country, firstProduct }: CustomersFilter): Prisma.Sql {
  const asked = channel !== null || country !== null || firstProduct !== null;
  return asked ? Prisma.sql`JOIN customer_origins USING (shop_id, customer_id)` : Prisma.empty;
}

function conditionsOf({ tiers, stages, channel, country, firstProduct, lastFrom, lastTo, least, most }: CustomersFilter): Prisma.Sql[] {
  return [
    tiers.length > 0 && Prisma.sql`value_tier = ANY(${tiers})`,
    stages.length > 0 && Prisma.sql`stage = ANY(${stages})`,
    channel !== null && Prisma.sql`channel = ${channel}`,
    country !== null && Prisma.sql`country = ${country}`,
    firstProduct !== null && Prisma.sql`first_product = ${firstProduct}::bigint`,
    lastFrom !== null && Prisma.sql`last_order_day >= ${lastFrom}::date`,
    lastTo !== null && Prisma.sql`last_order_day <= ${lastTo}::date`,
    least !== null && Prisma.sql`lifetime_value_minor >= ${least}::bigint`,
    most !== null && Prisma.sql`lifetime_value_minor <= ${most}::bigint`,
  ].filter((condition) => condition !== false);
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
