import { beforeAll } from "vitest";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { cohortsStraight, type PlainOrder } from "../insights/cohorts-straight.ts";
import { storePlainOrders } from "../insights/store-plain-orders.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";

export const NOW = new Date("2026-05-31T12:00:00Z");
export const TODAY = "2026-05-31";

/** A shop in euros whose cohorts are worked out, with 1,200 orders drawn in every way in which cohorts are cut. */
export function useCohortsShop() {
  const test = useTestDatabase();
  const it = {} as { shopId: bigint; orders: PlainOrder[] };
  const deps = () => ({ db: test.db, clock: () => NOW, log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } });

  async function workOut(id: bigint): Promise<void> {
    await scoreShop(deps(), { shopId: String(id) }, { onScored: storeSplits });
    await storeCohorts(deps(), { shopId: String(id) });
  }

  beforeAll(async () => {
    Object.assign(it, await storePlainOrders(test.db, createDice(3), { now: NOW, timeZone: "UTC", count: 1200, customers: 400 }));
    await workOut(it.shopId);
  });

  const view = async (params: Record<string, string> = {}, id = it.shopId) => {
    const shop = await test.db.prisma.shop.findUniqueOrThrow({ where: { id } });
    return viewCohorts(deps(), { ...shop, currency: "EUR" }, parseCohortsQuery(new URLSearchParams(params)));
  };

  return Object.assign(it, {
    test,
    deps,
    workOut,
    view,
    straight: (length: "month" | "quarter", value: "netMinor" | "revenueMinor" = "netMinor", among?: (first: PlainOrder) => boolean) =>
      cohortsStraight(it.orders, { today: TODAY, timeZone: "UTC", length, value, ...(among && { among }) }),
    noteMargin: (margin: number | null) => test.owner.query("UPDATE shops SET gross_margin = $2 WHERE id = $1", [it.shopId, margin]),
    noteSpend: (month: string, channel: string, minor: number) =>
      test.owner.query(
        `INSERT INTO acquisition_spends (shop_id, month, channel, amount_minor, currency, noted_at) VALUES ($1, $2, $3, $4, 'EUR', now())
         ON CONFLICT (shop_id, month, channel) DO UPDATE SET amount_minor = EXCLUDED.amount_minor`,
        [it.shopId, `${month}-01`, channel, minor],
      ),
  });
}
