import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { LookedAt } from "#app/customers/looked-at.ts";
import type { LooksWanted } from "./looks-wanted.ts";

const PAGE_SIZE = 20;

/** Who looked at customers' data, or at that of one, the newest first, a page of it. */
export async function readLooks(tx: ShopTransaction, shopId: bigint, { from, customerId }: LooksWanted) {
  const newer = from?.side === "newer";
  const found = await tx.customerAccess.findMany({
    where: { shopId, ...(customerId !== null && { customerId }), ...(from && { id: newer ? { gt: from.than } : { lt: from.than } }) },
    orderBy: { id: newer ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
  });
  const isMore = found.length > PAGE_SIZE;
  const page = found.slice(0, PAGE_SIZE);
  if (newer) page.reverse();
  return {
    customerId: customerId === null ? null : String(customerId),
    looks: page.map((look) => ({
      id: String(look.id),
      at: look.at.toISOString(),
      staffId: look.staffId,
      what: LookedAt.parse(look.what),
      customerId: look.customerId === null ? null : String(look.customerId),
    })),
    hasNewer: newer ? isMore : from !== null,
    hasOlder: newer || isMore,
  };
}
