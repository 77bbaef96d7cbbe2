import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { CustomerPayload } from "./compliance.job.ts";

/** Collects everything that is held about a customer, for the merchant to hand over. */
export async function answerDataRequest({ db, clock }: Pick<Deps, "db" | "clock">, payload: CustomerPayload): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  const query = { where: { shopId, customerId }, omit: { shopId: true } } as const;
  const orderIds = payload.orderIds.map(BigInt);
  await withShop(db, shopId, async (tx) => {
    const held = {
      orders: await tx.order.findMany({ ...query, where: { shopId, OR: [{ customerId }, { id: { in: orderIds } }] } }),
      scores: await tx.customerScore.findMany(query),
      segmentMoves: await tx.segmentMove.findMany(query),
      written: await tx.customerWrite.findMany(query),
      beingWritten: await tx.plannedWrite.findMany(query),
      accesses: await tx.customerAccess.findMany(query),
      merges: await tx.customerMerge.findMany({
        where: { shopId, OR: [{ fromCustomerId: customerId }, { toCustomerId: customerId }] },
        omit: { shopId: true },
      }),
    };
    const answer = JSON.parse(JSON.stringify(held, (_, value) => (typeof value === "bigint" ? String(value) : value)));
    await tx.dataRequest.create({ data: { shopId, customerId, requestedAt: clock(), answer } });
  });
}
