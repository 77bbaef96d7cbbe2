import type { OptOut } from "../customers/opt-out.ts";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { noteWish } from "../orders/opt-outs.repo.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { scoreCustomerJob } from "../segments/score-customer.job.ts";

const KIND: OptOut = "automated-decisions";

type Wish = {
  customerId: bigint;
  /** Whether the customer does not want to be sorted by a machine. */
  out: boolean;
  /** Who notes it: the session token's `sub`. */
  staffId: string | undefined;
};

/** Notes a customer's wish. Scoring follows it: who is left out loses score, tags and metafields, who is back gets them. */
export async function noteAutomationWish({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, { customerId, out, staffId }: Wish): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    const changed = await noteWish(tx, { shopId, customerId }, { kind: KIND, out, now: clock(), staffId });
    if (changed) await enqueue(tx, scoreCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
  });
}
