import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";

type Answer = { customerId: bigint; text: string };

/** What a customer's data request was answered with, as text to hand over; null where there is no such request. */
export async function viewDataRequest(db: Database, shopId: bigint, id: bigint): Promise<Answer | null> {
  const request = await withShop(db, shopId, (tx) => tx.dataRequest.findUnique({ where: { shopId_id: { shopId, id } } }));
  if (!request) return null;
  const { customerId, requestedAt, answer } = request;
  return { customerId, text: JSON.stringify({ customerId: String(customerId), requestedAt, ...(answer as object) }, null, 2) };
}
