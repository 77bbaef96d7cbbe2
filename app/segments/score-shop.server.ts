import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop, withShopConnection } from "../db/with-shop.server.ts";
import { readCustomerSummaries } from "../orders/customer-summaries.repo.server.ts";
import { type CustomerSummary, SUMMARY_FIELDS, type SummaryColumns } from "../orders/customer-summary.ts";
import { DEFAULT_HORIZON, scoreCustomers, type ScoredShop } from "../scoring/score-customers.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { dayToDate } from "../time/day-to-date.ts";
import { localDay } from "../time/local-day.ts";
import { findValueBorders } from "./find-value-borders.ts";
import { readPreviousTiers } from "./previous-tiers.repo.server.ts";
import { buildScoreRow } from "./score-row.ts";
import { copyScoreRows } from "./score-rows.repo.server.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { findShopRhythm } from "./shop-rhythm.ts";
import { switchRun } from "./switch-run.repo.server.ts";

type Next = { onScored: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/**
 * Fits the models on everything the ledger holds, scores and sorts every customer, and puts the run in place of the
 * current one in one step. A run that is cut off is never seen; the next one clears it away.
 */
export async function scoreShop({ db, clock, log }: Deps, payload: { shopId: string }, { onScored }: Next): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  const today = localDay(clock(), shop.timeZone);
  const { id: runId } = await withShop(db, shop.id, (tx) =>
    tx.scoreRun.create({
      data: { shopId: shop.id, startedAt: clock(), observationEnd: dayToDate(today), currency: shop.currency, ...DEFAULT_HORIZON },
    }),
  );

  const scored = await withShopConnection(db, shop.id, async (client) => {
    const summaries = await readCustomerSummaries(client, shop.id, today);
    const result = scoreCustomers(summaries, today);
    const borders = findBorders(result, summaries);
    const previousTierOf = await readPreviousTiers(client, { shopId: shop.id, runId: shop.currentRunId });
    await copyScoreRows(client, { shopId: shop.id, runId }, result.customers, (index) => {
      const summary = summaryAt(summaries, index);
      return buildScoreRow(summary, result.scoreAt(index), borders, previousTierOf(summary.customerId), today);
    });
    return { model: result.model, borders };
  });

  await withShop(
    db,
    shop.id,
    async (tx) => {
      await switchRun(tx, { shopId: shop.id, runId, previousRunId: shop.currentRunId }, scored, clock());
      await onScored(tx, shop.id);
    },
    { timeout: 120_000 },
  );
  log.info({ shop: shop.domain, run: String(runId) }, "scored the shop");
}

/** They need every value before the first row can be written, hence a pass of their own. */
function findBorders(result: ScoredShop, { purchases, firstPurchaseDay, lastPurchaseDay }: SummaryColumns): SegmentBorders {
  const lifetimeValues = Float64Array.from({ length: result.customers }, (_, index) => result.scoreAt(index).lifetimeValueMinor);
  return {
    value: findValueBorders(lifetimeValues),
    rhythm: findShopRhythm({
      frequency: purchases.map((count) => Math.max(count - 1, 0)),
      recency: lastPurchaseDay.map((last, index) => last - firstPurchaseDay[index]!),
    }),
  };
}

function summaryAt(columns: SummaryColumns, index: number): CustomerSummary {
  return Object.fromEntries(SUMMARY_FIELDS.map((field) => [field, columns[field][index]!])) as CustomerSummary;
}
