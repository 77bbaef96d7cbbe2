import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * Writes nothing more until the merchant says so (switchWritingOn). Values are worked out all the same, and what Shopify
 * has been handed already is let finish.
 *
 * @param staffId who says so; null where the admin did not tell
 * @returns busy: writing is off already, or something is being undone or removed
 */
export async function pauseWriting({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, { staffId }: { staffId: string | null }): Promise<"paused" | "busy"> {
  return withShop(db, shopId, async (tx) => {
    if ((await lockShop(tx, shopId)).writing !== "on") return "busy";
    await turnWriting(tx, shopId, "off", { now: clock(), by: staffId });
    return "paused";
  });
}
