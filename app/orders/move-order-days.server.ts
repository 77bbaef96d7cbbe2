import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { moveOrderDays as moveDays } from "./orders.repo.server.ts";

/** A million orders take less than a minute. */
const LONGEST_MS = 10 * 60_000;

type Next = { onMoved: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/** Puts every order on its day in the time zone that the shop has by now. */
export async function moveOrderDays({ db }: Pick<Deps, "db">, payload: { shopId: string }, { onMoved }: Next): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await withShop(
    db,
    shopId,
    async (tx) => {
      await moveDays(tx, shopId);
      await onMoved(tx, shopId);
    },
    { timeout: LONGEST_MS },
  );
}
