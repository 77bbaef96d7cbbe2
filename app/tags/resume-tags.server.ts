import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueueAll } from "../queue/enqueue.server.ts";
import { type Dimension, DIMENSIONS } from "./tag-dimension.ts";
import { takeMarksTurn } from "./take-marks-turn.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";

/**
 * Takes up again what was left alone after a change by hand: one customer's dimension, or all. What was typed on goes
 * with it, since from then on there is one tag again.
 *
 * @returns how many dimensions of customers
 */
export async function resumeTags(
  { db }: Pick<Deps, "db">,
  shopId: bigint,
  only: { customerId: bigint; dimension: Dimension } | null,
): Promise<number> {
  return withShop(db, shopId, async (tx) => {
    await takeMarksTurn(tx, shopId);
    const resumed = await tx.handChange.findMany({ where: { shopId, leftAlone: true, ...only } });
    const customerIds = [...new Set(resumed.map(({ customerId }) => customerId))];
    // A bulk round that holds the customer finds the row changed, and writes it anew.
    const dimensions = only ? [only.dimension] : DIMENSIONS;
    await tx.$executeRaw`
      UPDATE customer_writes w SET tags = array(SELECT DISTINCT unnest(w.tags || typed.tags)), version = version + 1
      FROM (SELECT customer_id, array_agg(tag) AS tags FROM hand_changes, unnest(added) AS tag
        WHERE shop_id = ${shopId} AND left_alone AND dimension = ANY(${dimensions}) GROUP BY customer_id) AS typed
      WHERE w.shop_id = ${shopId} AND w.customer_id = typed.customer_id AND w.customer_id = ANY(${customerIds})`;
    const { count } = await tx.handChange.deleteMany({ where: { shopId, leftAlone: true, ...only } });
    await enqueueAll(tx, writeCustomerJob, customerIds.map((customerId) => ({ shopId: String(shopId), customerId: String(customerId) })));
    return count;
  });
}
