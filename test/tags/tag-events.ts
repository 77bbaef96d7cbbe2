import type { Deps } from "#app/deps.server.ts";
import { idOfGid } from "#app/shopify/gid.ts";
import { digestTag } from "#app/tags/digest-tag.ts";
import { noticeTagEvent } from "#app/tags/notice-tag-event.server.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";

export type TagEvents = {
  /** Forgets what was sent until now. */
  forget: () => void;
  /** What Shopify has sent since, in its order. @returns how many events */
  work: (deps: Deps, order?: (count: number) => number[]) => Promise<number>;
};

/** The events of tags that come and go in the sandbox, each worked when the test says so. */
export function followTagEvents(sandbox: () => Sandbox, shop: { id: bigint }): TagEvents {
  let seen = 0;
  const sent = () => sandbox().webhooks.log().filter(({ topic, id }) => topic.startsWith("customer.tags_") && id > seen);
  return {
    forget: () => {
      seen = Math.max(seen, ...sent().map(({ id }) => id));
    },
    async work(deps, order = (count) => [...Array(count).keys()]) {
      const events = sent();
      for (const index of order(events.length)) {
        const { topic, body, webhookId } = events[index]!;
        const { customerId, tags } = JSON.parse(body) as { customerId: string; tags: string[] };
        await noticeTagEvent(deps, {
          shopId: String(shop.id), eventId: webhookId, customerId: String(idOfGid(customerId)),
          change: topic === "customer.tags_added" ? "added" : "removed", digests: tags.map(digestTag),
        });
      }
      seen = Math.max(seen, ...events.map(({ id }) => id));
      return events.length;
    },
  };
}
