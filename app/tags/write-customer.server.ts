import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { adoptMerged } from "./adopt-merged.repo.server.ts";
import { findSurvivor } from "./find-survivor.repo.server.ts";
import { isLetIn } from "./is-let-in.repo.server.ts";
import { writeDirectly } from "./write-directly.server.ts";

/** One customer's tags and metafields, after an event; of a customer merged into another, that other's. */
export async function writeCustomer(
  deps: Pick<Deps, "db" | "shopify" | "clock">,
  payload: { shopId: string; customerId: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = await withShop(deps.db, shopId, async (tx) => {
    if (!(await isLetIn(tx, shopId))) return null;
    const survivor = await findSurvivor(tx, shopId, BigInt(payload.customerId));
    await adoptMerged(tx, shopId, deps.clock(), survivor);
    return survivor;
  });
  if (customerId !== null) await writeDirectly(deps, shopId, [customerId]);
}
