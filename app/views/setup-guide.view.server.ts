import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import type { ImportStatus } from "#app/orders/import-status.ts";
import type { SetupStep } from "#app/shops/setup-steps.ts";

/** What of the set-up is done: by what the database knows, and by what the merchant has ticked off. */
export async function readSetupGuide(tx: ShopTransaction, shopId: bigint) {
  const ticked = await tx.setupGuide.findUnique({ where: { shopId } });
  const status: ImportStatus = "done";
  const read = await tx.import.findFirst({ where: { shopId, status }, select: { id: true } });
  const defined = await tx.segmentDefinition.findFirst({ where: { shopId }, select: { version: true } });
  const approved = await tx.writeRun.findFirst({ where: { shopId, approval: "given" }, select: { id: true } });
  const done: Record<SetupStep, boolean> = {
    connect: true,
    backfill: read !== null,
    "check-number": ticked?.numberCheckedAt != null,
    "choose-tags": ticked?.tagsChosenAt != null || defined !== null || approved !== null,
    "first-play": ticked?.firstPlayAt != null,
  };
  return { done, hidden: ticked?.hiddenAt != null };
}
