import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import { tagsInUse } from "../segments/tag-names.ts";
import { carries } from "../tags/segment-query.ts";
import { storeReach, type TagReach } from "./reach.repo.server.ts";
import { TagReach as TagReachQuery } from "./tag-reach.graphql.ts";

/**
 * How many customers carry each tag in Shopify, and how many of them have subscribed to e-mail and to SMS. Six points a
 * tag whatever the shop's size, and no consent of anybody's is stored.
 */
export async function measureReach({ db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">, payload: { shopId: string }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const run = await withShop(db, shopId, (tx) => findCurrentBorders(tx, shopId));
  if (!run) return;
  const reached: TagReach[] = [];
  for (const { tag } of tagsInUse(run.borders.definition)) {
    const customers = carries(tag);
    const counted = await shopify.run(shopId, TagReachQuery, {
      customers,
      email: `${customers} AND email_subscription_status = 'SUBSCRIBED'`,
      sms: `${customers} AND sms_subscription_status = 'SUBSCRIBED'`,
    });
    const count = (of: keyof typeof counted) => counted[of].totalCount;
    reached.push({ tag, customers: count("customers"), email: count("email"), sms: count("sms"), lookedAt: clock() });
  }
  await withShop(db, shopId, (tx) => storeReach(tx, shopId, reached));
}
