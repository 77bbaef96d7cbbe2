import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { openImport } from "./open-import.repo.server.ts";

/** Who asks; null is the app itself. */
type Asked = { staffId: string | null };

const BY_ITSELF: Asked = { staffId: null };

/** Has all orders read in. Where an import is under way, that one is woken instead. */
export async function requestImport({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, asked = BY_ITSELF): Promise<void> {
  await withShop(db, shopId, (tx) => requestImportWithin(tx, shopId, clock(), asked));
}

export async function requestImportWithin(tx: ShopTransaction, shopId: bigint, now: Date, { staffId } = BY_ITSELF): Promise<void> {
  const { installedAt } = await lockShop(tx, shopId);
  // What Shopify collected before the app was removed lacks the orders since.
  await openImport(tx, shopId, now, { startedBefore: installedAt, because: { code: "access-lost", said: null }, askedBy: staffId });
}
