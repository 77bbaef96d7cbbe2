import { DataAnswer } from "#app/compliance/data-answer.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";

export type AnsweredRequest = { customerId: bigint; requestedAt: Date; answer: DataAnswer };

/** What a customer's data request was answered with; null where there is no such request. */
export async function viewDataRequest(db: Database, shopId: bigint, id: bigint): Promise<AnsweredRequest | null> {
  const request = await withShop(db, shopId, (tx) => tx.dataRequest.findUnique({ where: { shopId_id: { shopId, id } } }));
  if (!request) return null;
  const { customerId, requestedAt, answer } = request;
  return { customerId, requestedAt, answer: DataAnswer.parse(answer) };
}
