import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Why a run ended without a result: nobody tries it again. The night's scoring, or a request, begins another. */
const GAVE_UP = "gave-up";

/** After the last attempt at scoring a shop: its unfinished runs are no longer under way. */
export async function giveUpScoring(db: Database, shopId: bigint): Promise<void> {
  await withShop(db, shopId, (tx) =>
    tx.scoreRun.updateMany({ where: { shopId, finishedAt: null, error: null }, data: { error: GAVE_UP } }),
  );
}
