import { Prisma } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findForgettable } from "./find-forgettable.server.ts";
import { findStrayed, noteStrays } from "./stray-tags.repo.server.ts";

/** Those of the customers from whom all was to be taken, and who are gone. That it may stand on somebody else is noted. */
export async function releaseGone(deps: Pick<Deps, "db" | "shopify">, shopId: bigint, customerIds: readonly bigint[]): Promise<Set<bigint>> {
  const gone = await findForgettable(deps, shopId, customerIds);
  if (gone.size > 0) {
    await withShop(deps.db, shopId, async (tx) => noteStrays(tx, shopId, await findStrayed(tx, shopId, Prisma.sql`SELECT unnest(${[...gone]}::bigint[])`)));
  }
  return gone;
}
