import { Prisma } from "#app/db/generated/client.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import type { ScoreSort } from "#app/scoring/score-sort.ts";
import { type Direction, firstScores, inOrder } from "#app/segments/first-scores.repo.server.ts";
import { segmentCodes } from "#app/segments/segment-code.ts";
import type { CustomersFilter, CustomersQuery } from "./customers-query.ts";

export const PAGE_SIZE = 50;

/**
 * So many are looked through in the list's order for who came from where. Of a million customers, an origin that has no
 * page among so many has some ten thousand: to look these up takes no longer than to look through as many again.
 */
const LOOKED_THROUGH = 5_000;

/** Who came from where is looked up one by one among the scores, where they are no more: of more, the join is sooner there. */
const LOOKED_UP = 40_000;

const NO_RANGES = { lastFrom: null, lastTo: null, least: null, most: null };

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

export type ListRun = { shopId: bigint; runId: bigint };

/**
 * One row more than a page, in the order it is read: backwards where the page leads up to a place.
 *
 * `customerIds` narrows the list to what a search has found; null is no search.
 */
export async function readListPage(tx: ShopTransaction, run: ListRun, query: CustomersQuery, customerIds: bigint[] | null): Promise<ListedRow[]> {
  const found = await tx.$queryRaw<ListedRow[]>(pageOf(run, query, customerIds));
  const origins = originsOf(query);
  if (origins === null || found.length > PAGE_SIZE) return found;
  // Who came by a young channel is nowhere near those who have stayed away longest.
  const areFew = await isAtMost(tx, LOOKED_UP, Prisma.sql`(SELECT FROM customer_origins WHERE shop_id = ${run.shopId} AND ${origins} LIMIT ${LOOKED_UP + 1})`);
  // What ranges keep takes as long to count as it took to look through, and few are looked up as soon.
  const scores = scoresOf(run, areFew ? { ...query, ...NO_RANGES } : query, customerIds, LOOKED_THROUGH + 1);
  if (await isAtMost(tx, LOOKED_THROUGH, scores)) return found;
  return tx.$queryRaw<ListedRow[]>(pageOfAll(run, query, customerIds, { origins, areFew }));
}

async function isAtMost(tx: ShopTransaction, most: number, rows: Prisma.Sql): Promise<boolean> {
  const [counted] = await tx.$queryRaw<{ rows: number }[]>`SELECT count(*)::integer AS rows FROM ${rows} AS counted`;
  return counted!.rows <= most;
}

/** Found along the sort's index, which has along what filters ask of a score, as far as that is looked through. */
export function pageOf(run: ListRun, query: CustomersQuery, customerIds: bigint[] | null): Prisma.Sql {
  const origins = originsOf(query);
  if (origins === null) return rowsOf(scoresOf(run, query, customerIds, PAGE_SIZE + 1), query);
  return rowsOf(firstOf(Prisma.sql`${scoresOf(run, query, customerIds, LOOKED_THROUGH)} AS score JOIN customer_origins USING (shop_id, customer_id) WHERE ${origins}`, query), query);
}

function scoresOf(run: ListRun, query: CustomersQuery, customerIds: bigint[] | null, limit: number): Prisma.Sql {
  const { tiers, stages, sort } = query;
  return firstScores(run, { tiers, stages, where: conditionsOf(query, customerIds), column: COLUMNS[sort].column, direction: readingDirection(query), limit });
}

/**
 * The same, out of everybody who came from there: one by one where they are few, otherwise as PostgreSQL sees fit. An
 * offset keeps it from plans that hope for the first page early, or think little of what is in memory.
 */
function pageOfAll({ shopId, runId }: ListRun, query: CustomersQuery, customerIds: bigint[] | null, { origins, areFew }: { origins: Prisma.Sql; areFew: boolean }): Prisma.Sql {
  const scores = Prisma.sql`
    SELECT shop_id, run_id, customer_id, ${COLUMNS[query.sort].column} AS sorted_by FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId} AND ${amongSome(query)} AND ${conditionsOf(query, customerIds)}`;
  const them = Prisma.sql`SELECT customer_id AS id FROM customer_origins WHERE shop_id = ${shopId} AND ${origins}`;
  const found = areFew
    ? Prisma.sql`(${them} OFFSET 0) AS origin CROSS JOIN LATERAL (${scores} AND customer_id = id OFFSET 0) AS score`
    : Prisma.sql`(${them}) AS origin JOIN (${scores}) AS score ON customer_id = id`;
  return rowsOf(firstOf(Prisma.sql`(SELECT * FROM ${found} OFFSET 0) AS score`, query), query);
}

/** All whom the list holds, each with its place in it, as a file notes them (app/reach/customer-files/file-parts.repo.server.ts). */
export function wholeList({ shopId, runId }: ListRun, asked: CustomersQuery, customerIds: bigint[] | null): Prisma.Sql {
  const query = { ...asked, from: null };
  const origins = originsOf(query);
  const narrowed = origins && Prisma.sql`AND customer_id IN (SELECT customer_id FROM customer_origins WHERE shop_id = ${shopId} AND ${origins})`;
  return Prisma.sql`
    SELECT row_number() OVER (ORDER BY ${inOrder(COLUMNS[query.sort].column, query.direction)}) - 1 AS place, customer_id::text AS "customerId",
      lifetime_value_minor AS "lifetimeValueMinor", historic_value_minor AS "historicValueMinor", predicted_value_minor AS "predictedValueMinor",
      orders_count AS "ordersCount", last_order_day AS "lastOrderDay", value_tier AS "valueTier", stage
    FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId} AND ${amongSome(query)} AND ${conditionsOf(query, customerIds)} ${narrowed ?? Prisma.empty}`;
}

function firstOf(scores: Prisma.Sql, query: CustomersQuery): Prisma.Sql {
  return Prisma.sql`(SELECT * FROM ${scores} ORDER BY ${inOrder(Prisma.sql`sorted_by`, readingDirection(query))} LIMIT ${PAGE_SIZE + 1})`;
}

/** What the list shows of those on a page: only their rows are read. */
function rowsOf(page: Prisma.Sql, query: CustomersQuery): Prisma.Sql {
  const { column } = COLUMNS[query.sort];
  return Prisma.sql`
    SELECT customer_id, lifetime_value_minor::float8 AS lifetime, historic_value_minor::float8 AS historic,
      predicted_value_minor::float8 AS predicted, orders_count AS orders, last_order_day::text AS last_order,
      value_tier AS tier, stage, ${column}::text AS place
    FROM (SELECT shop_id, run_id, customer_id FROM ${page} AS found) AS page JOIN customer_scores USING (shop_id, run_id, customer_id)
    ORDER BY ${inOrder(column, readingDirection(query))}`;
}

function readingDirection({ direction, from }: CustomersQuery): Direction {
  return (direction === "desc") !== (from?.side === "before") ? "desc" : "asc";
}

/** Null: wherever they came from. */
function originsOf({ channel, country, firstProduct }: CustomersFilter): Prisma.Sql | null {
  const conditions = [
    channel !== null && Prisma.sql`channel = ${channel}`,
    country !== null && Prisma.sql`country = ${country}`,
    firstProduct !== null && Prisma.sql`first_product = ${firstProduct}::bigint`,
  ].filter((condition) => condition !== false);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : null;
}

/** Of any tier or stage where none is named. */
function amongSome({ tiers, stages }: CustomersFilter): Prisma.Sql {
  return tiers.length + stages.length > 0 ? Prisma.sql`segment = ANY(${segmentCodes(tiers, stages)}::smallint[])` : Prisma.sql`TRUE`;
}

/** What is asked of a score besides its tier and its stage. */
function conditionsOf(query: CustomersQuery, customerIds: bigint[] | null): Prisma.Sql {
  const { lastFrom, lastTo, least, most, from, sort } = query;
  const beyond = readingDirection(query) === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  const conditions = [
    lastFrom !== null && Prisma.sql`last_order_day >= ${lastFrom}::date`,
    lastTo !== null && Prisma.sql`last_order_day <= ${lastTo}::date`,
    least !== null && Prisma.sql`lifetime_value_minor >= ${least}::bigint`,
    most !== null && Prisma.sql`lifetime_value_minor <= ${most}::bigint`,
    customerIds !== null && Prisma.sql`customer_id = ANY(${customerIds})`,
    from !== null && Prisma.sql`(${COLUMNS[sort].column}, customer_id) ${beyond} (${from.place.value}::${COLUMNS[sort].type}, ${from.place.customerId})`,
  ].filter((condition) => condition !== false);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}
