import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { WHOLE_SHOP } from "#app/insights/cohorts.repo.server.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { cohortsStraight, countedOf, togetherStraight } from "./cohorts-straight.ts";
import { readExportedOrders, storeExportedOrders } from "./store-exported-orders.ts";

const test = useTestDatabase();
const dataFolder = process.env["CLV_DATA"] ?? join(import.meta.dirname, "../../../shared/data");

for (const [name, today] of [["cdnow-sample-orders.csv.gz", "1998-06-30"], ["online-retail-orders.csv.gz", "2011-12-09"]] as const) {
  const file = join(dataFolder, name);
  if (!existsSync(file)) console.info(`Left out: the cohorts of ${name}, which is not in ${dataFolder}`);
  describe.skipIf(!existsSync(file))(`the cohorts of ${name}`, () => {
    it("are those that are computed straight from the file", { timeout: 120_000 }, async () => {
      const orders = readExportedOrders(file);
      const shopId = await storeExportedOrders(test.db, test.owner, orders);
      const deps = { db: test.db, clock: () => new Date(`${today}T20:00:00Z`), log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } };
      await scoreShop(deps, { shopId: String(shopId) }, { onScored: storeSplits });
      await storeCohorts(deps, { shopId: String(shopId) });
      expect(await withShop(test.db, shopId, (tx) => tx.cohortGroup.count({ where: { shopId, ...WHOLE_SHOP } }))).toBe(1);

      const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
      for (const length of ["month", "quarter"] as const) {
        const { shown } = await viewCohorts(deps, { id: shopId, currentRunId, currency: "USD" }, parseCohortsQuery(new URLSearchParams({ length })));
        const expected = cohortsStraight(countedOf(orders), { today, timeZone: "UTC", length, value: "netMinor" });
        expect(shown!.cohorts.map(({ firstDay, customers, cells }) => ({ firstDay, customers, cells }))).toEqual(expected.map(({ cells, ...row }) => ({
          ...row,
          cells: cells.map((cell) => cell && { ...cell, retention: cell.buyers / cell.n, perCustomerMinor: cell.totalMinor / cell.n }),
        })));
        expect(expected.length).toBeGreaterThan(length === "month" ? 2 : 0);
        togetherStraight(expected).forEach(({ n, buyers, perCustomerMinor }, month) => {
          expect(shown!.all.cells[month]).toMatchObject({ n, buyers });
          expect(shown!.all.cells[month]!.perCustomerMinor).toBeCloseTo(perCustomerMinor, 6);
        });
      }
    });
  });
}
