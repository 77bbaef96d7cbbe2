import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { scoreShopJob } from "./score-shop.job.ts";

/** Asks for the shop to be scored again; asking twice before it begins is asking once. */
export async function requestScoring({ db }: Pick<Deps, "db">, shopId: bigint): Promise<void> {
  await withShop(db, shopId, (tx) => enqueue(tx, scoreShopJob, { shopId: String(shopId) }));
}
