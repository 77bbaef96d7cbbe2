import type { PoolClient } from "pg";
import type { Database } from "../db/database.server.ts";
import { type Import, Prisma } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { ACTIVE_IMPORT_STATUSES, type ImportStatus } from "./import-status.ts";
import type { LoadProgress } from "./load-progress.ts";
import type { ReadProblem } from "./read-problem.ts";

export type ImportChange = Omit<Prisma.ImportUpdateManyMutationInput, "status" | "problem"> & {
  status?: ImportStatus;
  problem?: ReadProblem | null;
  updatedAt: Date;
};

/** The shop's import that still has work to do. */
export function findActiveImport(tx: ShopTransaction, shopId: bigint): Promise<Import | null> {
  return tx.import.findFirst({ where: { shopId, status: { in: ACTIVE_IMPORT_STATUSES } }, orderBy: { id: "desc" } });
}

/** Which traits the newest import asked for that was done; null where none was. */
export async function readTraitsVersion(tx: ShopTransaction, shopId: bigint): Promise<number | null> {
  const done: ImportStatus = "done";
  const newest = await tx.import.findFirst({ where: { shopId, status: done }, orderBy: { id: "desc" }, select: { traitsVersion: true } });
  return newest?.traitsVersion ?? null;
}

/**
 * Since when the shop counts in another currency, where not all of its orders have been read since: what they add up to is
 * not known. Null where they have been, and where it never counted in another.
 */
export async function findUnreadSince(tx: ShopTransaction, shopId: bigint): Promise<Date | null> {
  const { currencySince } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currencySince: true } });
  if (currencySince === null) return null;
  const status: ImportStatus = "done";
  const read = await tx.import.findFirst({ where: { shopId, status, startedAt: { gte: currencySince } }, select: { id: true } });
  return read === null ? currencySince : null;
}

/** @returns false where it is over already: then nothing is changed */
export async function changeImport(tx: ShopTransaction, { shopId, id }: Import, { problem, ...change }: ImportChange): Promise<boolean> {
  const data = { ...change, problem: problem === null ? Prisma.DbNull : problem };
  const { count } = await tx.import.updateMany({ where: { shopId, id, status: { in: ACTIVE_IMPORT_STATUSES } }, data });
  return count > 0;
}

/** Outside of whatever else is being done: a page sees it at once. */
export function noteOnImport(db: Database, running: Import, data: ImportChange): Promise<boolean> {
  return withShop(db, running.shopId, (tx) => changeImport(tx, running, data));
}

/** A file that is being loaded, by the import it belongs to. */
export type ImportKey = Pick<Import, "shopId" | "id" | "bulkOperationId" | "scattered">;

type Advance = { from: number; to: LoadProgress; now: Date };

/**
 * Stores how far its file is read, in the transaction that takes in what stands before that.
 *
 * @returns false where it does not stand at `from` any more, rests or is over
 */
export async function advanceImport(client: PoolClient, { shopId, id, bulkOperationId, scattered }: ImportKey, { from, to, now }: Advance): Promise<boolean> {
  const loading: ImportStatus = "loading";
  const { rowCount } = await client.query(
    `UPDATE imports SET file_position = $6, lines_read = $7, orders_read = $8, lines_refused = $9, refusals = $10, updated_at = $11
     WHERE shop_id = $1 AND id = $2 AND bulk_operation_id = $3 AND scattered = $4 AND file_position = $5 AND status = $12
       AND EXISTS (SELECT FROM shops WHERE id = $1 AND reading_paused_at IS NULL)`,
    [String(shopId), String(id), bulkOperationId, scattered, from, to.position, to.linesRead, to.ordersRead, to.linesRefused, to.refusals, now, loading],
  );
  return rowCount === 1;
}

/** How far its file is read, as an import's row has it. */
export function loadColumns({ position, ...counts }: LoadProgress) {
  return { filePosition: position, ...counts };
}

export function loadProgressOf(row: Import): LoadProgress {
  return {
    position: Number(row.filePosition),
    linesRead: Number(row.linesRead),
    ordersRead: Number(row.ordersRead),
    linesRefused: Number(row.linesRefused),
    refusals: row.refusals,
  };
}
