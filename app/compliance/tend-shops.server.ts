import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { tendShopJob } from "./tend-shop.job.ts";

/**
 * 01:00 to 05:00 UTC, whatever the shops' own nights are: a shop's day is its own (app/time), and scoring takes nothing
 * from live events, which go first. Many shops fill the hours evenly.
 */
export const NIGHT = { crontab: "0 1 * * *", seconds: 4 * 60 * 60 };

/** Gives every shop its turn in the night. Shops that have left have rows that grow old, too. */
export async function tendShops({ db }: Pick<Deps, "db">): Promise<void> {
  const shops = await db.prisma.shop.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  for (const [index, { id }] of shops.entries()) {
    const delaySeconds = (NIGHT.seconds * index) / shops.length;
    await withShop(db, id, (tx) => enqueue(tx, tendShopJob, { shopId: String(id) }, { delaySeconds }));
  }
}
