import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { moveOrderDays as moveDays } from "./orders.repo.server.ts";

/** A million orders take less than a minute. */
const LONGEST_MS = 10 * 60_000;

type Next = { onMoved: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/** Puts every order on its day in the shop's time zone. */
export async function moveOrderDays({ db }: Pick<Deps, "db">, payload: { shopId: string }, { onMoved }: Next): Promise<void> {
  const { id, timeZone } = await requireShop(db, BigInt(payload.shopId));
  await withShop(
    db,
    id,
    async (tx) => {
      await moveDays(tx, id, timeZone);
      await onMoved(tx, id);
    },
    { timeout: LONGEST_MS },
  );
}
