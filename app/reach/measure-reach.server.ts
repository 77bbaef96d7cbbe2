import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import { tagsInUse } from "../segments/tag-names.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { CountLater } from "./count-later.graphql.ts";
import { CountNow } from "./count-now.graphql.ts";
import { Counted } from "./counted.graphql.ts";
import { type CountUnderWay, measureReachJob } from "./measure-reach.job.ts";
import { forgetReach, storeReach, type TagReach } from "./reach.repo.server.ts";
import { reachQueries } from "./reach-queries.ts";

type ReachDeps = Pick<Deps, "db" | "shopify" | "clock">;

/** What is too much for an answer at once takes Shopify seconds, or a minute or two. */
const NEXT_LOOK_SECONDS = 10;
const TOO_MUCH_AT_ONCE = "USE_CUSTOMER_SEGMENT_MEMBERS_QUERY_CREATE_MUTATION";

/**
 * How many customers carry each tag in Shopify, and how many of them have subscribed to e-mail and to SMS. Six points a
 * tag whatever the shop's size, and no consent of anybody's is stored.
 */
export async function measureReach(deps: ReachDeps, payload: { shopId: string; underWay?: CountUnderWay[] }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const { reached, underWay } = payload.underWay ? await lookAgain(deps, shopId, payload.underWay) : await countAll(deps, shopId);
  await withShop(deps.db, shopId, async (tx) => {
    await storeReach(tx, shopId, reached);
    if (underWay.length === 0) return;
    await enqueue(tx, measureReachJob, { shopId: payload.shopId, underWay }, { delaySeconds: NEXT_LOOK_SECONDS });
  });
}

type Measured = { reached: TagReach[]; underWay: CountUnderWay[] };

async function countAll({ db, shopify, clock }: ReachDeps, shopId: bigint): Promise<Measured> {
  const tags = await withShop(db, shopId, async (tx) => {
    const run = await findCurrentBorders(tx, shopId);
    const inUse = run ? tagsInUse(run.borders.definition).map(({ tag }) => tag) : [];
    await forgetReach(tx, shopId, { but: inUse });
    return inUse;
  });
  const measured: Measured = { reached: [], underWay: [] };
  for (const tag of tags) {
    const queries = reachQueries(tag);
    try {
      const { customers, email, sms } = await shopify.run(shopId, CountNow, queries);
      measured.reached.push({ tag, customers: customers.totalCount, email: email.totalCount, sms: sms.totalCount, lookedAt: clock() });
    } catch (error) {
      if (!(error instanceof ShopifyError) || error.code !== TOO_MUCH_AT_ONCE) throw error;
      measured.underWay.push({ tag, ...idsOf(await shopify.run(shopId, CountLater, queries)) });
    }
  }
  return measured;
}

type Asked = { customerSegmentMembersQuery: { id: string } | null; userErrors: { message: string }[] } | null;

function idsOf({ customers, email, sms }: { customers: Asked; email: Asked; sms: Asked }) {
  const idOf = (asked: Asked): string => {
    if (asked?.customerSegmentMembersQuery) return asked.customerSegmentMembersQuery.id;
    throw new Error(`Shopify does not count a segment: ${asked?.userErrors.map(({ message }) => message).join("; ")}`);
  };
  return { customers: idOf(customers), email: idOf(email), sms: idOf(sms) };
}

/** A count that Shopify has forgotten is left to the next night. */
async function lookAgain({ shopify, clock }: ReachDeps, shopId: bigint, counts: CountUnderWay[]): Promise<Measured> {
  const measured: Measured = { reached: [], underWay: [] };
  for (const count of counts) {
    const { tag, ...ids } = count;
    const { customers, email, sms } = await shopify.run(shopId, Counted, ids);
    if (!customers || !email || !sms) continue;
    if (customers.done && email.done && sms.done) {
      measured.reached.push({ tag, customers: customers.currentCount, email: email.currentCount, sms: sms.currentCount, lookedAt: clock() });
    } else measured.underWay.push(count);
  }
  return measured;
}
