import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { ensureMetafieldDefinitions } from "./ensure-metafield-definitions.server.ts";
import { writeCustomersJob } from "./write-customers.job.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * Goes on writing what the scores want, after an undo or a removal. What is still being undone or removed is let finish.
 *
 * @param staffId who says so; null where the admin did not tell
 * @returns busy: something is being undone or removed, or writing is on
 */
export async function switchWritingOn(deps: Pick<Deps, "db" | "shopify" | "clock">, shopId: bigint, { staffId }: { staffId: string | null }): Promise<"switched" | "busy"> {
  const { db, clock } = deps;
  const isOff = await withShop(db, shopId, async (tx) => (await lockShop(tx, shopId)).writing === "off");
  if (!isOff) return "busy";
  await ensureMetafieldDefinitions(deps, shopId);
  return withShop(db, shopId, async (tx) => {
    if ((await lockShop(tx, shopId)).writing !== "off") return "busy";
    await turnWriting(tx, shopId, "on", { now: clock(), by: staffId });
    await enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
    return "switched";
  });
}
