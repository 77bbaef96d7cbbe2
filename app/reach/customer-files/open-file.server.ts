import type { Cell } from "../../csv/csv-text.ts";
import type { Table } from "../../csv/stream-csv.server.ts";
import { withShop } from "../../db/with-shop.server.ts";
import type { FileDeps } from "../../deps.server.ts";
import { unseal } from "../../shopify/seal.server.ts";
import type { Shop } from "../../shops/shop.ts";
import { dayName } from "../../time/day-name.ts";
import { localDay } from "../../time/local-day.ts";
import { CUSTOMER_COLUMNS, type CustomerColumn } from "../customer-row.ts";
import { BEST, LOOK_ALIKE_COLUMNS } from "../look-alikes.ts";
import { FileKind } from "./file-kind.ts";
import { partsOf, placeOfPart } from "./file-part.ts";
import { type FileKey, findOptOuts } from "./file-parts.repo.server.ts";
import { findFile, isWhole } from "./find-file.repo.server.ts";

/** Some 10 KB each. */
const PARTS_A_PAGE = 20;

type OpenDeps = Pick<FileDeps, "db" | "clock" | "fileKey">;

type OpenFile = { name: string } & (
  | { kind: "list"; table: Table<CustomerColumn> }
  | { kind: "look-alikes"; table: Table<(typeof LOOK_ALIKE_COLUMNS)[number]> }
);

/**
 * The file that a member of staff has asked for, to be read page by page; null where there is none, or it is not whole yet.
 *
 * @param id of the one that is meant; another may have taken its place. Null: whichever it is.
 */
export async function openFile(deps: OpenDeps, shop: Shop, staffId: string, id: string | null): Promise<OpenFile | null> {
  const file = await withShop(deps.db, shop.id, (tx) => findFile(tx, { shopId: shop.id, staffId, now: deps.clock() }));
  if (!file || !isWhole(file) || (id !== null && id !== String(file.id))) return null;
  const kind = FileKind.parse(file.kind);
  const what = kind === "list" ? ["customers", ...segmentsIn(file.address)] : ["best", BEST.wanted];
  const name = `${shop.domain.replace(".myshopify.com", "")}-${what.join("-")}-${dayName(localDay(file.askedAt, shop.timeZone))}.csv`;
  const lines = readParts(deps, { shopId: shop.id, fileId: file.id }, partsOf(file.customers));
  if (kind === "list") return { kind, name, table: { columns: CUSTOMER_COLUMNS, pages: lines } };
  return { kind, name, table: { columns: LOOK_ALIKE_COLUMNS, pages: withoutIds(lines) } };
}

/** The tiers and stages that a list keeps to, for its file's name. */
function segmentsIn(address: string | null): string[] {
  const params = new URLSearchParams(address ?? "");
  return ["tier", "stage"].flatMap((name) => params.get(name)?.match(/[a-z-]+/g) ?? []);
}

const idOf = (row: Cell[]) => BigInt(row[0]!);

async function* withoutIds(pages: AsyncGenerator<Cell[][]>): AsyncGenerator<Cell[][]> {
  for await (const page of pages) yield page.map(([, ...cells]) => cells);
}

/** Whoever objects by now is not in it. @throws Error where the file is dropped meanwhile */
async function* readParts({ db, fileKey }: OpenDeps, key: FileKey, parts: number): AsyncGenerator<Cell[][]> {
  for (let from = 0; from < parts; from += PARTS_A_PAGE) {
    const to = Math.min(parts, from + PARTS_A_PAGE);
    yield await withShop(db, key.shopId, async (tx) => {
      const read = await tx.filePart.findMany({ where: { ...key, part: { gte: from, lt: to }, sealed: { not: null } }, orderBy: { part: "asc" } });
      if (read.length < to - from) throw new Error(`Shop ${key.shopId}: the file ${key.fileId} was dropped while it was read.`);
      const rows = read.flatMap(({ part, sealed }) => JSON.parse(unseal(fileKey, sealed!, placeOfPart(key, part))) as Cell[][]);
      const objecting = await findOptOuts(tx, key.shopId, rows.map(idOf));
      return rows.filter((row) => !objecting.has(idOf(row)));
    });
  }
}
