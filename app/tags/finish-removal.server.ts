import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { deleteMetafieldDefinitions } from "./delete-metafield-definitions.server.ts";
import { removeShopifySegments } from "./shopify-segments/sync-shopify-segments.server.ts";
import { finishWriteRun } from "./write-run.repo.server.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * The last step of a removal, when nothing of ours is on any customer: segments, definitions of metafields, and what is
 * remembered for the sake of what stood there. Writing stays off. What is gone already stays gone, should it be cut off.
 */
export async function finishRemoval(deps: Pick<Deps, "db" | "shopify" | "clock">, run: WriteRun): Promise<void> {
  const { db, clock } = deps;
  const { shopId } = run;
  await removeShopifySegments(deps, shopId);
  await deleteMetafieldDefinitions(deps, shopId);
  await withShop(
    db,
    shopId,
    async (tx) => {
      await tx.writtenBefore.deleteMany({ where: { shopId } });
      await tx.handChange.deleteMany({ where: { shopId } });
      await tx.writeRun.updateMany({ where: { shopId, undoable: true }, data: { undoable: false } });
      await turnWriting(tx, shopId, "off", clock());
      await finishWriteRun(tx, run, clock());
    },
    { timeout: 120_000 },
  );
}
