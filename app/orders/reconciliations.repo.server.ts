import type { Prisma, Reconciliation } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { ImportStatus } from "./import-status.ts";
import type { ReadProblem } from "./read-problem.ts";
import type { ReconciliationStatus } from "./reconciliation-status.ts";

export type ReconciliationChange = Omit<Prisma.ReconciliationUpdateManyMutationInput, "status" | "problem"> & {
  status?: ReconciliationStatus;
  problem?: ReadProblem;
};

/** The one of the shop that is under way. */
export function findActiveReconciliation(tx: ShopTransaction, shopId: bigint): Promise<Reconciliation | null> {
  return tx.reconciliation.findFirst({ where: { shopId, finishedAt: null }, orderBy: { id: "desc" } });
}

/** @returns false where it is over already: then nothing is changed */
export async function changeReconciliation(tx: ShopTransaction, { shopId, id }: Reconciliation, data: ReconciliationChange): Promise<boolean> {
  const { count } = await tx.reconciliation.updateMany({ where: { shopId, id, finishedAt: null }, data });
  return count > 0;
}

/** Everything that changed in Shopify up to then is in the ledger; null before the first import. */
export async function findProvenTime(tx: ShopTransaction, shopId: bigint): Promise<Date | null> {
  const done: ImportStatus = "done";
  const [imported, reconciled] = await Promise.all([
    tx.import.findFirst({ where: { shopId, status: done }, orderBy: { startedAt: "desc" }, select: { startedAt: true } }),
    tx.reconciliation.findFirst({ where: { shopId, provenTo: { not: null } }, orderBy: { provenTo: "desc" }, select: { provenTo: true } }),
  ]);
  if (!imported) return null;
  return reconciled?.provenTo && reconciled.provenTo > imported.startedAt ? reconciled.provenTo : imported.startedAt;
}
