import type { Deps } from "../deps.server.ts";
import { unexplainedShops } from "./metrics.server.ts";

/** Over all shops, as readImports does. Amounts in different currencies have no sum, so shops are counted. */
export async function readDifferences({ db }: Pick<Deps, "db">): Promise<void> {
  const { rows } = await db.pool.query<{ shops: number }>("SELECT shops_unexplained()::integer AS shops");
  unexplainedShops.set(rows[0]!.shops);
}
