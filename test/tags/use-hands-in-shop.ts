import { beforeEach } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { noticeTagEventJob } from "#app/tags/notice-tag-event.job.ts";
import { noticeTagEvent } from "#app/tags/notice-tag-event.server.ts";
import { writeCustomerJob } from "#app/tags/write-customer.job.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { FOREIGN_TAGS } from "./shop-with-scores.ts";
import { followTagEvents } from "./tag-events.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

/** A shop with scores in which hands change tags, with what the shop then sends and what the app makes of it. */
export function useHandsInShop() {
  const shopWithScores = useShopWithScores();
  const { test, shopify, shop, deps, fill, tagsOf, readRows, writeAll } = shopWithScores;
  const events = followTagEvents(() => shopify.sandbox, shop);

  beforeEach(() => events.forget());

  async function workWaiting(using = deps): Promise<void> {
    const { rows } = await test.owner.query<{ key: string; payload: unknown }>("SELECT key, payload FROM graphile_worker._private_jobs ORDER BY id");
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    for (const { key, payload: asked } of rows) {
      if (key.startsWith("write-customer:")) await writeCustomer(using, writeCustomerJob.payload.parse(asked));
      if (key.startsWith("notice-tag-event:")) await noticeTagEvent(using, noticeTagEventJob.payload.parse(asked));
    }
  }

  /** What the shop sends, and what that causes, until nothing follows. */
  async function settle(using = deps): Promise<void> {
    while ((await events.work(using)) > 0) await workWaiting(using);
  }

  return {
    ...shopWithScores,
    events,
    workWaiting,
    settle,
    byHand: (id: bigint, change: { add?: string[]; remove?: string[] }) => changeTags(shopify.sandbox, { customerId: Number(id), ...change }),
    ours: (id: bigint) => tagsOf(id).filter((tag) => !FOREIGN_TAGS.includes(tag)).toSorted(),
    rowOf: async (id: bigint) => (await readRows()).find(({ customerId }) => customerId === id)!,
    leftAlone: () => withShop(test.db, shop.id, (tx) => tx.handChange.findMany({ where: { leftAlone: true }, orderBy: { dimension: "asc" } })),
    fillWritten: async (count: number): Promise<[bigint, ...bigint[]]> => {
      const customers = await fill(count);
      await writeAll();
      await settle();
      return customers as [bigint, ...bigint[]];
    },
  };
}
