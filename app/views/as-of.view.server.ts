import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import type { AssessmentTerms } from "#app/orders/assess-order.ts";
import { findLedgerByRule } from "#app/orders/ledger-by-rule.repo.server.ts";
import { ruleInForce } from "#app/orders/value-rule.ts";
import { historyAt } from "#app/scoring/customer-history.ts";
import { explainScore } from "#app/scoring/explain-score.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { termsOfRun } from "#app/segments/terms-of-run.ts";
import type { Shop } from "#app/shops/shop.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { localDay } from "#app/time/local-day.ts";

type Asked = { customerId: bigint; runId: bigint | null };

/**
 * A customer's value as of an earlier run, worked out anew: of such a run the customers' rows are gone, but its model is
 * kept, and so are the orders up to its day, as they are by now; they count as they did for that run.
 *
 * @returns the kept runs that the customer's first order was there for, and the one that is asked for, if it is among
 *   them; null where there is none, or the customer is not scored
 */
export async function viewAsOf({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop, { customerId, runId }: Asked) {
  return withShop(db, shop.id, async (tx) => {
    const today = localDay(clock(), shop.timeZone);
    const ledgerBy = (terms: AssessmentTerms) => findLedgerByRule(tx, shop.id, [customerId], { today, ...terms });
    const { customers, ordersAt } = await ledgerBy({ shopCurrency: shop.currency, rule: ruleInForce(shop) });
    if (shop.currentRunId === null || customers === 0) return null;
    const runs = await tx.scoreRun.findMany({
      where: {
        shopId: shop.id, id: { not: shop.currentRunId }, finishedAt: { not: null },
        // The ledger counts what is in the shop's currency of today.
        currency: shop.currency,
        observationEnd: { gte: dayToDate(ordersAt(0).firstOrderDay) },
      },
      orderBy: { id: "desc" },
      select: { id: true, startedAt: true, observationEnd: true },
    });
    if (runs.length === 0) return null;
    const asked = runs.find(({ id }) => id === runId);
    const shown = runs.map(({ id, startedAt }) => ({ id: String(id), startedAt: startedAt.toISOString() }));
    if (!asked) return { runs: shown, asked: null };
    const { model, currency, borders } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: asked.id } } });
    const day = dateToDay(asked.observationEnd);
    const ledger = await ledgerBy(termsOfRun({ currency, borders: SegmentBorders.parse(borders) }));
    const why = explainScore(FittedModel.parse(model), historyAt(summariseUpTo(ledger, day), 0), day);
    return { runs: shown, asked: { id: String(asked.id), why } };
  });
}
