import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { LookedAt } from "./looked-at.ts";

type Access = {
  /** The session token's `sub`: Shopify's id of the staff member. */
  staffId: string | undefined;
  what: LookedAt;
  /** Whose data it is, where it is one customer's. */
  customerId?: bigint;
};

/** Notes a look at customers' data. A page waits for it beside its own reading, and shows nothing that is not noted. */
export async function noteAccess({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, { staffId, what, customerId }: Access): Promise<void> {
  await withShop(db, shopId, (tx) => tx.customerAccess.create({ data: { shopId, at: clock(), staffId, what, customerId } }));
}
