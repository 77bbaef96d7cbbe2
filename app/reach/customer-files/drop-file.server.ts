import { withShop } from "../../db/with-shop.server.ts";
import type { Deps } from "../../deps.server.ts";
import { dropFiles } from "./drop-files.repo.server.ts";

/** At the end of its time. */
export async function dropFile({ db }: Pick<Deps, "db">, payload: { shopId: string; fileId: string }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await withShop(db, shopId, (tx) => dropFiles(tx, shopId, { id: BigInt(payload.fileId) }));
}

/** The same by who asked for it, whether it is made or not. */
export async function dropFileOf({ db }: Pick<Deps, "db">, shopId: bigint, staffId: string): Promise<void> {
  await withShop(db, shopId, (tx) => dropFiles(tx, shopId, { staffId }));
}
