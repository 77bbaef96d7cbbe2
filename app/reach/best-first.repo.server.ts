import type { Database } from "../db/database.server.ts";
import { Prisma } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import { firstScores, VALUE_COLUMNS } from "../segments/first-scores.repo.server.ts";
import type { ValueBasis } from "../segments/value-basis.ts";

export type RankedCustomer = {
  customerId: bigint;
  /** By which they are ranked. */
  valueMinor: number;
  lifetimeValueMinor: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  ordersCount: number;
  lastOrderDay: string;
  valueTier: string;
  stage: string;
};

/** As many customers as one query asks Shopify about: some 200 of a shop's points. */
const PAGE = 50;

/**
 * A run's customers, the most valuable first, without those who object to being sorted. Each page is read where the one
 * before it ended, in a transaction of its own: Shopify is asked in between, for as long as it takes.
 *
 * @throws Error where another run has taken the place of this one meanwhile: its customers are gone
 */
export async function* readBestFirst(
  db: Database,
  shopId: bigint,
  { runId, basis }: { runId: bigint; basis: ValueBasis },
): AsyncGenerator<RankedCustomer[]> {
  const value = VALUE_COLUMNS[basis];
  for (let last: RankedCustomer | undefined; ; ) {
    const beyond = last ? Prisma.sql`AND (${value}, customer_id) < (${BigInt(last.valueMinor)}, ${last.customerId})` : Prisma.empty;
    const wishes = Prisma.sql`SELECT FROM customer_opt_outs AS wish WHERE wish.shop_id = ${shopId} AND wish.customer_id = customer_scores.customer_id`;
    const first = firstScores({ shopId, runId }, { where: Prisma.sql`NOT EXISTS (${wishes}) ${beyond}`, column: value, direction: "desc", limit: PAGE });
    const page = await withShop(db, shopId, async (tx) => {
      const rows = await tx.$queryRaw<RankedCustomer[]>`
        SELECT customer_id AS "customerId", ${value}::float8 AS "valueMinor", lifetime_value_minor::float8 AS "lifetimeValueMinor",
          historic_value_minor::float8 AS "historicValueMinor", predicted_value_minor::float8 AS "predictedValueMinor",
          orders_count AS "ordersCount", last_order_day::text AS "lastOrderDay", value_tier AS "valueTier", stage
        FROM (SELECT shop_id, run_id, customer_id FROM ${first} AS first) AS page JOIN customer_scores USING (shop_id, run_id, customer_id)
        ORDER BY ${value} DESC, customer_id DESC`;
      // Asked after the rows: a run that is the current one now was so when they were read, and whole.
      const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      if (currentRunId !== runId) throw new Error(`Shop ${shopId}: run ${currentRunId} took the place of run ${runId} while that was exported.`);
      return rows;
    });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1);
  }
}
