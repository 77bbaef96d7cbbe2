import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Erases every row about a customer, answers to earlier data requests included. Safe to run twice. */
export async function redactCustomer(
  { db }: Pick<Deps, "db">,
  payload: { shopId: string; customerId: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const where = { shopId, customerId: BigInt(payload.customerId) };
  await withShop(db, shopId, async (tx) => {
    await tx.order.deleteMany({ where });
    await tx.customerScore.deleteMany({ where });
    await tx.segmentMove.deleteMany({ where });
    await tx.customerWrite.deleteMany({ where });
    await tx.dataRequest.deleteMany({ where });
  });
}
