import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { adoptMerged } from "./adopt-merged.repo.server.ts";
import { findSurvivor } from "./find-survivor.repo.server.ts";
import { isLetIn } from "./is-let-in.repo.server.ts";
import { writeDirectly } from "./write-directly.server.ts";
import { findRunOfEvents } from "./write-run.repo.server.ts";
import { loggingRunOf } from "./writing.ts";

/**
 * One customer's tags and metafields, after an event; of a customer merged into another, that other's. Whom a run would have
 * written, had the event not come first or the merchant not said no to it, is logged under it: else its undo would leave
 * them as it found them.
 */
export async function writeCustomer(
  deps: Pick<Deps, "db" | "shopify" | "clock">,
  payload: { shopId: string; customerId: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = await withShop(deps.db, shopId, async (tx) => {
    const survivor = await findSurvivor(tx, shopId, BigInt(payload.customerId));
    if (!(await isLetIn(tx, shopId, survivor))) return null;
    await adoptMerged(tx, shopId, deps.clock(), survivor);
    return survivor;
  });
  if (customerId === null) return;
  const run = await findRunOfEvents(deps.db, shopId);
  await writeDirectly(deps, shopId, [customerId], { runId: run && loggingRunOf(run) });
}
