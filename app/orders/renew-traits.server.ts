import type { ShopTransaction } from "../db/with-shop.server.ts";
import { readTraitsVersion } from "./imports.repo.server.ts";
import { TRAITS_VERSION } from "./order-traits.ts";
import { requestImportWithin } from "./request-import.server.ts";

/** Has all orders read once more where that was last done before a trait was added. */
export async function renewTraits(tx: ShopTransaction, shopId: bigint, now: Date): Promise<void> {
  const version = await readTraitsVersion(tx, shopId);
  if (version !== null && version < TRAITS_VERSION) await requestImportWithin(tx, shopId, now);
}
