import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { storeTotals } from "../segments/store-totals.repo.server.ts";
import type { CustomerPayload } from "./compliance.job.ts";

/** Erases every row about a customer, answers to earlier data requests included. Safe to run twice. */
export async function redactCustomer({ db }: Pick<Deps, "db">, payload: CustomerPayload): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  const where = { shopId, customerId };
  await withShop(db, shopId, async (tx) => {
    const orderIds = payload.orderIds.map(BigInt);
    await tx.order.deleteMany({ where: { shopId, OR: [{ customerId }, { id: { in: orderIds } }] } });
    await tx.unreadOrder.deleteMany({ where: { shopId, orderId: { in: orderIds } } });
    await tx.goneOrder.deleteMany({ where: { shopId, orderId: { in: orderIds } } });
    await tx.customerScore.deleteMany({ where });
    await tx.segmentMove.deleteMany({ where });
    await tx.customerWrite.deleteMany({ where });
    await tx.dataRequest.deleteMany({ where });
    // That somebody looked stays on record; at whom does not.
    await tx.customerAccess.updateMany({ where, data: { customerId: null } });
    await tx.customerMerge.deleteMany({ where: { shopId, OR: [{ fromCustomerId: customerId }, { toCustomerId: customerId }] } });
    const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    if (currentRunId !== null) await storeTotals(tx, { shopId, runId: currentRunId });
  });
}
