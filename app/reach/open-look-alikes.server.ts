import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import type { Shop } from "../shops/shop.ts";
import { dayName } from "../time/day-name.ts";
import { localDay } from "../time/local-day.ts";
import { BEST, lookAlikeTable } from "./look-alike-table.server.ts";

type LookAlikes =
  | { kind: "file"; name: string; table: Table }
  | { kind: "refused"; reason: string }
  /** There is no run yet. */
  | { kind: "unknown" };

/**
 * So many of the best customers as a file, of which nothing has been read yet. Reading it leaves half of the shop's points
 * to live work.
 *
 * @param best as it stands in an address
 */
export async function openLookAlikes(deps: Pick<Deps, "db" | "shopify" | "clock">, shop: Shop, best: string | null): Promise<LookAlikes> {
  const run = await withShop(deps.db, shop.id, (tx) => findCurrentBorders(tx, shop.id));
  if (!run) return { kind: "unknown" };
  const count = /^\d{1,9}$/.test(best ?? "") ? Number(best) : 0;
  if (count < BEST.least || count > BEST.most) {
    return { kind: "refused", reason: `best is ${JSON.stringify(best)}; allowed: a whole number from ${BEST.least} to ${BEST.most}` };
  }
  const name = `${shop.domain.replace(".myshopify.com", "")}-best-${count}-${dayName(localDay(deps.clock(), shop.timeZone))}.csv`;
  return { kind: "file", name, table: lookAlikeTable(deps, shop.id, run, count) };
}
