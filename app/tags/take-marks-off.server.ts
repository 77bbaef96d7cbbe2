import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { writeDirectly } from "./write-directly.server.ts";

/**
 * Takes off a customer in Shopify what we wrote there, whatever else is written in the shop.
 *
 * @throws Error where a bulk round holds the customer: what it still writes can only be taken off when it is over
 */
export async function takeMarksOff(deps: Pick<Deps, "db" | "shopify" | "clock">, shopId: bigint, customerId: bigint): Promise<void> {
  await writeDirectly(deps, shopId, [customerId], { as: { writing: "removing" } });
  const held = await withShop(deps.db, shopId, (tx) => tx.plannedWrite.count({ where: { shopId, customerId } }));
  if (held > 0) throw new Error("A bulk round holds the customer: what was written is taken off when it is over");
}
