import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Collects everything that is held about a customer, for the merchant to hand over. */
export async function answerDataRequest(
  { db, clock }: Pick<Deps, "db" | "clock">,
  payload: { shopId: string; customerId: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  await withShop(db, shopId, async (tx) => {
    const held = {
      orders: await tx.order.findMany({ where: { shopId, customerId }, omit: { shopId: true } }),
      scores: await tx.customerScore.findMany({ where: { shopId, customerId }, omit: { shopId: true } }),
      segmentMoves: await tx.segmentMove.findMany({ where: { shopId, customerId }, omit: { shopId: true } }),
      written: await tx.customerWrite.findMany({ where: { shopId, customerId }, omit: { shopId: true } }),
    };
    const answer = JSON.parse(JSON.stringify(held, (_, value) => (typeof value === "bigint" ? String(value) : value)));
    await tx.dataRequest.create({ data: { shopId, customerId, requestedAt: clock(), answer } });
  });
}
