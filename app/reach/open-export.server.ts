import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import { tagsInUse } from "../segments/tag-names.ts";
import type { Shop } from "../shops/shop.ts";
import { dayName } from "../time/day-name.ts";
import { localDay } from "../time/local-day.ts";
import type { Among } from "./best-first.repo.server.ts";
import { BEST, lookAlikeTable } from "./look-alike-table.server.ts";
import type { CustomerColumn } from "./customer-row.ts";
import { segmentTable } from "./segment-table.server.ts";

/** Customers with a tag, or so many of the best; as it stands in an address. */
export type Asked = { tag: string | null; best: string | null };

type Export =
  | { kind: "file"; what: "segment-export"; name: string; table: Table<CustomerColumn> }
  | { kind: "file"; what: "look-alike-export"; name: string; table: Table }
  | { kind: "refused"; reason: string }
  /** There is no such segment, or no run yet. */
  | { kind: "unknown" };

/** A file of customers, of which nothing has been read yet. Reading it leaves half of the shop's points to live work. */
export async function openExport(deps: Pick<Deps, "db" | "shopify" | "clock">, shop: Shop, { tag, best }: Asked): Promise<Export> {
  const run = await withShop(deps.db, shop.id, (tx) => findCurrentBorders(tx, shop.id));
  if (!run) return { kind: "unknown" };
  const nameOf = (what: string) => `${shop.domain.replace(".myshopify.com", "")}-${what}-${dayName(localDay(deps.clock(), shop.timeZone))}.csv`;
  if (tag !== null) {
    const among = amongOf(tag, run.borders.definition);
    if (!among) return { kind: "unknown" };
    const table = segmentTable(deps, shop.id, run, among);
    return { kind: "file", what: "segment-export", name: nameOf(`${among.dimension}-${among.name}`), table };
  }
  const count = /^\d{1,9}$/.test(best ?? "") ? Number(best) : 0;
  if (count < BEST.least || count > BEST.most) {
    return { kind: "refused", reason: `best is ${JSON.stringify(best)}; allowed: a whole number from ${BEST.least} to ${BEST.most}` };
  }
  return { kind: "file", what: "look-alike-export", name: nameOf(`best-${count}`), table: lookAlikeTable(deps, shop.id, run, count) };
}

function amongOf(tag: string, definition: SegmentDefinition): Among {
  const [dimension, , name] = tagsInUse(definition).find((it) => it.tag === tag)?.place.split(".") ?? [];
  return name === undefined ? null : { dimension: dimension as "value" | "stage", name };
}
