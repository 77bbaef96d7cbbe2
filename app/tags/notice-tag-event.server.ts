import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { gid } from "../shopify/gid.ts";
import { CustomerTags } from "./customer-tags.graphql.ts";
import { findSurvivor } from "./find-survivor.repo.server.ts";
import { findHandChange, isUnexplained, tagsAsTold } from "./hand-change.ts";
import { holdCustomers } from "./hold-customers.server.ts";
import { noteHandChange, type StandingCustomer } from "./note-hand-change.repo.server.ts";
import { noticeTagEventJob, type TagEventPayload } from "./notice-tag-event.job.ts";
import { findTagStand } from "./tag-stand.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";

/** A bulk round lasts for minutes; what it does on the customer is over when it is. */
const AFTER_THE_ROUND_SECONDS = 60;

/** Tags came or went on a customer in Shopify: what we wrote ourselves is dismissed, the rest looked at. */
export async function noticeTagEvent(deps: Pick<Deps, "db" | "shopify" | "clock">, payload: TagEventPayload): Promise<void> {
  const { db } = deps;
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  const findUnexplained = ({ isHeld }: { isHeld: boolean }) =>
    withShop(db, shopId, async (tx) => {
      const stand = await findTagStand(tx, shopId, customerId);
      if (stand === null) await followMerge(tx, payload);
      if (stand === null) return null;
      // A write that is under way may have taken off already what somebody puts back; of a round it is known.
      const mayBeGoing = !isHeld && payload.change === "added" && !stand.certain && stand.planned === null;
      if (mayBeGoing || isUnexplained(payload, stand)) return stand;
      // With a tag less there may be room for what was refused.
      if (payload.change === "removed" && stand.refused) await write(tx, payload);
      return null;
    });
  // Most are dismissed here; who is being written right now is only known when the writing is over.
  if ((await findUnexplained({ isHeld: false })) === null) return;
  await holdCustomers(db, shopId, [customerId], async () => {
    const stand = await findUnexplained({ isHeld: true });
    if (stand) await lookAtTags(deps, payload, { shopId, customerId, ...stand });
  });
}

async function lookAtTags({ db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">, payload: TagEventPayload, stand: StandingCustomer): Promise<void> {
  const { shopId, customerId } = stand;
  if (stand.planned) return withShop(db, shopId, (tx) => comeAgain(tx, payload));
  const { customer } = await shopify.run(shopId, CustomerTags, { id: gid("Customer", customerId) });
  // Who is gone may have been merged, and what was typed on with them: it is remembered for that.
  const found = findHandChange(stand, customer?.tags ?? tagsAsTold(payload, stand));
  await withShop(db, shopId, async (tx) => {
    const noted = await noteHandChange(tx, stand, found, clock());
    await (noted ? write : comeAgain)(tx, payload);
  });
}

/** A customer who was merged has taken along what was typed on. */
async function followMerge(tx: ShopTransaction, payload: TagEventPayload): Promise<void> {
  const survivor = String(await findSurvivor(tx, BigInt(payload.shopId), BigInt(payload.customerId)));
  if (survivor !== payload.customerId) await enqueue(tx, noticeTagEventJob, { ...payload, customerId: survivor });
}

function write(tx: ShopTransaction, { shopId, customerId }: TagEventPayload): Promise<void> {
  return enqueue(tx, writeCustomerJob, { shopId, customerId });
}

function comeAgain(tx: ShopTransaction, payload: TagEventPayload): Promise<void> {
  return enqueue(tx, noticeTagEventJob, payload, { delaySeconds: AFTER_THE_ROUND_SECONDS });
}
