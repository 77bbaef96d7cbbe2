import type { Database } from "../db/database.server.ts";
import type { Import, Prisma } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { ACTIVE_IMPORT_STATUSES, type ImportStatus } from "./import-status.ts";

export type ImportChange = Omit<Prisma.ImportUpdateManyMutationInput, "status"> & { status?: ImportStatus; updatedAt: Date };

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

/** @returns false where it is over already: then nothing is changed */
export async function changeImport(tx: ShopTransaction, { shopId, id }: Import, data: ImportChange): Promise<boolean> {
  const { count } = await tx.import.updateMany({ where: { shopId, id, status: { in: ACTIVE_IMPORT_STATUSES } }, data });
  return count > 0;
}

/** Outside of whatever else is being done: a page sees it at once. */
export function noteOnImport(db: Database, running: Import, data: ImportChange): Promise<boolean> {
  return withShop(db, running.shopId, (tx) => changeImport(tx, running, data));
}
