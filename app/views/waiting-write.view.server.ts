import type { WriteRun } from "#app/db/generated/client.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { Asked } from "#app/tags/asked.ts";

/** What the newest write run asks the merchant's yes for, and to how many customers orders have led meanwhile; null where it does not wait for one. */
export async function readWaitingWrite(tx: ShopTransaction, newest: WriteRun | null) {
  if (newest?.approval !== "waiting") return null;
  const { shopId, id } = newest;
  const meanwhile = await tx.writtenBefore.count({ where: { shopId, writeRunId: id } });
  return { writeRunId: String(id), asked: Asked.parse(newest.asked), meanwhile };
}
