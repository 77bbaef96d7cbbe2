import type { Deps } from "../deps.server.ts";
import { adoptMerged } from "./adopt-merged.repo.server.ts";
import { findSurvivor } from "./find-survivor.repo.server.ts";
import { writeOne } from "./write-one.server.ts";

/** One customer's tags and metafields, after an event; of a customer merged into another, that other's. */
export async function writeCustomer(
  deps: Pick<Deps, "db" | "shopify" | "clock">,
  payload: { shopId: string; customerId: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await adoptMerged(deps.db, shopId, { bulkMayRun: true, now: deps.clock() });
  const customerId = await findSurvivor(deps.db, shopId, BigInt(payload.customerId));
  await writeOne(deps, shopId, customerId, { bulkMayRun: true });
}
