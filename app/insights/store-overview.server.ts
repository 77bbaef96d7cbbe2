import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { readLedgerColumns } from "../orders/ledger-columns.repo.server.ts";
import { workAside } from "../queue/work-aside.server.ts";
import { makeOverview, type ToOverlook } from "./make-overview.ts";
import type { Overview } from "./overview.ts";
import { findRunToOverlook, keepOverview } from "./overviews.repo.server.ts";

/** Fewer take less time than a thread takes to start. */
const FEWEST_ASIDE = 2000;

/**
 * Works out how the shop goes and what it can expect, by the current run's models, and keeps it with the run. Seconds of
 * work for a large shop, in a thread of its own: neither pages nor the run's switch nor live work wait for it.
 */
export async function storeOverview({ db }: Pick<Deps, "db">, { shopId: id }: { shopId: string }): Promise<void> {
  const shopId = BigInt(id);
  const run = await withShop(db, shopId, (tx) => findRunToOverlook(tx, shopId));
  if (run === null) return;
  const { runId, ...terms } = run;
  const { customers, offsets, day, valueMinor } = await withShopConnection(db, shopId, (client) => readLedgerColumns(client, shopId, terms.observationEnd));
  const overview = await overlook({ purchases: { customers, offsets, day, valueMinor }, ...terms });
  await withShop(db, shopId, (tx) => keepOverview(tx, { shopId, runId }, overview));
}

async function overlook(given: ToOverlook): Promise<Overview> {
  const { customers, offsets, day, valueMinor } = given.purchases;
  if (customers < FEWEST_ASIDE) return makeOverview(given);
  return workAside(new URL("./overview-thread.server.ts", import.meta.url), given, [offsets, day, valueMinor]);
}
