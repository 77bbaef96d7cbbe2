import type pg from "pg";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeTotals } from "#app/segments/store-totals.repo.server.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";
import type { TestDatabase } from "../support/test-database.ts";

const BORDERS = { value: { vip: 9_000, high: 6_000, mid: 3_000 }, rhythm: { medianGapDays: 40, newWindowDays: 40 } };

export type ScoredShop = { id: bigint; currentRunId: bigint };

export const NOW = new Date("2026-11-21T12:00:00Z");

/** A shop with a current run; `addScores` fills it. */
export async function addShop(db: Database, owner: pg.Pool, handle: string): Promise<ScoredShop> {
  const { id } = await db.prisma.shop.create({
    data: { domain: `${handle}.myshopify.com`, currency: "EUR", timeZone: "Europe/Berlin", scopes: [], installedAt: NOW },
  });
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO score_runs (shop_id, started_at, finished_at, observation_end, currency, horizon_days, annual_discount_rate,
       model, borders)
     VALUES ($1, $2, $2, '2026-11-21', 'EUR', 365, 0.1, $3, $4) RETURNING id`,
    [id, NOW, SHOP_MODEL, BORDERS],
  );
  const currentRunId = BigInt(rows[0]!.id);
  await db.prisma.shop.update({ where: { id }, data: { currentRunId } });
  await addUp(db, { id, currentRunId });
  return { id, currentRunId };
}

/** Two shops, and nothing left of any before. */
export async function startWithTwo({ db, owner }: TestDatabase): Promise<{ shop: ScoredShop; other: ScoredShop }> {
  await owner.query("TRUNCATE shops CASCADE");
  return { shop: await addShop(db, owner, "one"), other: await addShop(db, owner, "other") };
}

/**
 * Customers 1 … n. Historic value is n mod 97 in euros, predicted half of it, so that many are equal; every tier and
 * every stage has its share.
 */
export async function addScores(owner: pg.Pool, { id, currentRunId }: ScoredShop, customers: number): Promise<void> {
  await owner.query(
    `INSERT INTO customer_scores (shop_id, run_id, customer_id, scored_day, orders_count, purchases, frequency, recency_days, age_days,
       first_order_day, last_order_day, probability_alive, expected_orders, historic_value_minor, predicted_value_minor,
       lifetime_value_minor, value_tier, stage)
     SELECT $1, $2, n, date '2026-11-21', 1 + n % 7, 1 + n % 7, n % 7, n % 300, n % 300 + 30, date '2026-01-01', date '2026-01-01' + (n % 300)::int,
       0.5, 1, n % 97 * 100, n % 97 * 50, n % 97 * 150,
       (ARRAY['vip', 'high', 'mid', 'low'])[1 + n % 4], (ARRAY['new', 'active', 'at-risk', 'lapsed', 'lost'])[1 + n % 5]
     FROM generate_series(1, $3::int) n`,
    [id, currentRunId, customers],
  );
  await owner.query("ANALYZE customer_scores");
}

/** Brings the run's sums up to date with the rows and orders that the test has put in. */
export function addUp(db: Database, { id, currentRunId }: ScoredShop): Promise<void> {
  return withShop(db, id, (tx) => storeTotals(tx, { shopId: id, runId: currentRunId }));
}

/**
 * While the app's role may not read customers' scores or orders at all: what still answers takes as long for a million
 * of them as for three.
 */
export async function withoutCustomers<Answer>(owner: pg.Pool, read: () => Promise<Answer>): Promise<Answer> {
  await owner.query("REVOKE SELECT ON customer_scores, orders FROM perennial_app");
  try {
    return await read();
  } finally {
    await owner.query("GRANT SELECT ON customer_scores, orders TO perennial_app");
  }
}
