import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { LookedAt } from "#app/customers/looked-at.ts";
import type { LooksFrom } from "./looks-from.ts";

const PAGE_SIZE = 20;

/** Who looked at customers' data, the newest first, a page of it. */
export async function readLooks(tx: ShopTransaction, shopId: bigint, from: LooksFrom) {
  const newer = from?.side === "newer";
  const found = await tx.customerAccess.findMany({
    where: { shopId, ...(from && { id: newer ? { gt: from.than } : { lt: from.than } }) },
    orderBy: { id: newer ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
  });
  const isMore = found.length > PAGE_SIZE;
  const page = found.slice(0, PAGE_SIZE);
  if (newer) page.reverse();
  return {
    looks: page.map(({ id, at, staffId, what, customerId }) => ({
      id: String(id),
      at: at.toISOString(),
      staffId,
      what: LookedAt.parse(what),
      customerId: customerId === null ? null : String(customerId),
    })),
    hasNewer: newer ? isMore : from !== null,
    hasOlder: newer || isMore,
  };
}
