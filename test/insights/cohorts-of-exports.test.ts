import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { WHOLE_SHOP } from "#app/insights/cohorts.repo.server.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { captureLog } from "../support/captured-log.ts";
import { readStraight } from "../support/sum-straight.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { cohortsStraight, type PlainOrder } from "./cohorts-straight.ts";

const test = useTestDatabase();
const dataFolder = process.env["CLV_DATA"] ?? join(import.meta.dirname, "../../../shared/data");

/** One statement a file: 28,000 orders in a second. */
const INSERT = `
  INSERT INTO orders (shop_id, id, customer_id, name, processed_at, order_day, updated_at, test, financial_status, currency, taxes_included,
    current_subtotal_minor, current_tax_minor, gift_card_minor, refund_discrepancy_minor, net_minor, exclusion)
  SELECT $1, id, customer, '#' || id, at, at::date, at, false, 'PAID', 'USD', false, net, 0, 0, 0, net, CASE WHEN net <= 0 THEN 'not-positive' END
  FROM unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[]) AS row (id, customer, at, net)`;

/** The file's orders that have a customer. */
function readOrders(file: string) {
  const { orders, cell, cents } = readStraight(file);
  const numbers = new Map<string, number>();
  return orders.flatMap((row, index): PlainOrder[] => {
    const email = cell(row, "Email");
    if (email === "") return [];
    if (!numbers.has(email)) numbers.set(email, numbers.size + 1);
    const netMinor = Number(cents(row, "Subtotal") - cents(row, "Refunded Amount"));
    return [{ id: index + 1, customer: numbers.get(email)!, at: new Date(cell(row, "Created at")), netMinor, revenueMinor: netMinor, keys: {} }];
  });
}

for (const [name, today] of [["cdnow-sample-orders.csv.gz", "1998-06-30"], ["online-retail-orders.csv.gz", "2011-12-09"]] as const) {
  const file = join(dataFolder, name);
  if (!existsSync(file)) console.info(`Left out: the cohorts of ${name}, which is not in ${dataFolder}`);
  describe.skipIf(!existsSync(file))(`the cohorts of ${name}`, () => {
    it("are those that are computed straight from the file", { timeout: 120_000 }, async () => {
      const orders = readOrders(file);
      const now = new Date(`${today}T20:00:00Z`);
      const shop = await test.db.prisma.shop.create({ data: { domain: `${name.split("-")[0]}.myshopify.com`, currency: "USD", timeZone: "UTC", scopes: [], installedAt: now } });
      await test.owner.query(INSERT, [shop.id, orders.map(({ id }) => id), orders.map(({ customer }) => customer), orders.map(({ at }) => at), orders.map(({ netMinor }) => netMinor)]);
      await test.owner.query("ANALYZE orders");
      const deps = { db: test.db, clock: () => now, log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } };
      await scoreShop(deps, { shopId: String(shop.id) }, { onScored: storeSplits });
      await storeCohorts(deps, { shopId: String(shop.id) });
      expect(await withShop(test.db, shop.id, (tx) => tx.cohortGroup.count({ where: { shopId: shop.id, ...WHOLE_SHOP } }))).toBe(1);

      for (const length of ["month", "quarter"] as const) {
        const { shown } = await viewCohorts(deps, { ...shop, currency: "USD" }, parseCohortsQuery(new URLSearchParams({ length, per: "total" })));
        const expected = cohortsStraight(orders.filter(({ netMinor }) => netMinor > 0), { today, timeZone: "UTC", length, value: "netMinor" });
        expect(shown!.cohorts.map(({ firstDay, customers, cells }) => ({
          firstDay,
          customers,
          cells: cells.map((cell) => cell && { n: cell.n, buyers: cell.buyers, totalMinor: cell.totalMinor }),
        }))).toEqual(expected);
        expect(expected.length).toBeGreaterThan(length === "month" ? 2 : 0);
      }
    });
  });
}
