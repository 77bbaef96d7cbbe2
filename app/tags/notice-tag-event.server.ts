import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { gid } from "../shopify/gid.ts";
import { CustomerTags } from "./customer-tags.graphql.ts";
import { findHandChange, isUnexplained } from "./hand-change.ts";
import { holdCustomer } from "./hold-customer.server.ts";
import { noteHandChange } from "./note-hand-change.repo.server.ts";
import { noticeTagEventJob, type TagEventPayload } from "./notice-tag-event.job.ts";
import { findTagStand } from "./tag-stand.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";

/** A bulk round lasts for minutes; what it does on the customer is over when it is. */
const AFTER_THE_ROUND_SECONDS = 60;

/** Tags came or went on a customer in Shopify: what we wrote ourselves is dismissed, the rest looked at. */
export function noticeTagEvent(deps: Pick<Deps, "db" | "shopify" | "clock">, payload: TagEventPayload): Promise<void> {
  const { db, shopify, clock } = deps;
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  const inShop = (work: (tx: ShopTransaction) => Promise<void>) => withShop(db, shopId, work);
  const write = (tx: ShopTransaction) => enqueue(tx, writeCustomerJob, { shopId: payload.shopId, customerId: payload.customerId });
  const comeAgain = (tx: ShopTransaction) => enqueue(tx, noticeTagEventJob, payload, { delaySeconds: AFTER_THE_ROUND_SECONDS });

  return holdCustomer(db, shopId, customerId, async () => {
    const stand = await withShop(db, shopId, (tx) => findTagStand(tx, shopId, customerId));
    if (stand === null) return;
    if (!isUnexplained(payload, stand)) {
      // With a tag less there may be room for what was refused.
      if (payload.change === "removed" && stand.refused) await inShop(write);
      return;
    }
    if (stand.planned) return inShop(comeAgain);
    const { customer } = await shopify.run(shopId, CustomerTags, { id: gid("Customer", customerId) });
    const found = customer && findHandChange(stand, customer.tags);
    if (!found) return;
    await inShop(async (tx) => {
      const noted = await noteHandChange(tx, { shopId, customerId, ...stand }, found, clock());
      await (noted ? write(tx) : comeAgain(tx));
    });
  });
}
