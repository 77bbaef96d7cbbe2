import type { Table } from "#app/csv/stream-csv.server.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { findCustomers } from "#app/orders/find-customers.server.ts";
import { customersTable, type SegmentColumn } from "#app/reach/segment-table.server.ts";
import { findCurrentBorders } from "#app/segments/current-borders.repo.server.ts";
import type { Shop } from "#app/shops/shop.ts";
import { dayName } from "#app/time/day-name.ts";
import { localDay } from "#app/time/local-day.ts";
import type { CustomersQuery } from "./customers-query.ts";
import { type ListRun, PAGE_SIZE, readListPage } from "./list-page.view.server.ts";
import { isSubscribed } from "./subscribers.view.server.ts";

type ListExport = { name: string; table: Table<SegmentColumn> };

/**
 * The whole list, in its order, as a file of which nothing has been read yet; null where there is no run, or where
 * Shopify does not say whom a search finds.
 */
export async function openListExport(deps: Pick<Deps, "db" | "shopify" | "clock" | "log">, shop: Shop, query: CustomersQuery): Promise<ListExport | null> {
  const run = await withShop(deps.db, shop.id, (tx) => findCurrentBorders(tx, shop.id));
  if (!run) return null;
  const found = query.search === "" ? null : await findCustomers(deps, shop.id, query.search, { byName: true });
  if (found?.status === "unavailable") return null;
  const name = `${shop.domain.replace(".myshopify.com", "")}-customers-${dayName(localDay(deps.clock(), shop.timeZone))}.csv`;
  const pages = readList(deps.db, { shopId: shop.id, runId: run.runId }, query, found && found.data.customerIds);
  const { consent } = query;
  return { name, table: customersTable(deps, shop.id, run, pages, (contact) => consent === null || isSubscribed(contact, consent)) };
}

/**
 * Each page is read where the one before it ended, in a transaction of its own: Shopify is asked in between, for as long
 * as it takes. Who objects to being sorted is in none.
 *
 * @throws Error where another run has taken the place of this one meanwhile: its customers are gone
 */
async function* readList(db: Database, { shopId, runId }: ListRun, query: CustomersQuery, customerIds: bigint[] | null) {
  for (let from: CustomersQuery["from"] = null; ; ) {
    const { rows, optOuts } = await withShop(db, shopId, async (tx) => {
      const all = await readListPage(tx, { shopId, runId }, { ...query, from }, customerIds);
      const rows = all.slice(0, PAGE_SIZE);
      const optOuts = await tx.customerOptOut.findMany({ where: { shopId, customerId: { in: rows.map((row) => row.customer_id) } } });
      // Asked after the rows: a run that is the current one now was so when they were read, and whole.
      const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      if (currentRunId !== runId) throw new Error(`Shop ${shopId}: run ${currentRunId} took the place of run ${runId} while that was exported.`);
      return { rows, optOuts: new Set(optOuts.map(({ customerId }) => customerId)) };
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.filter((row) => !optOuts.has(row.customer_id)).map((row) => ({
      customerId: row.customer_id,
      lifetimeValueMinor: row.lifetime,
      historicValueMinor: row.historic,
      predictedValueMinor: row.predicted,
      ordersCount: row.orders,
      lastOrderDay: row.last_order,
      valueTier: row.tier,
      stage: row.stage,
    }));
    from = { side: "after", place: { value: last.place, customerId: last.customer_id } };
  }
}
