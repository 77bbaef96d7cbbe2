import type { Deps } from "../deps.server.ts";
import { statementsOn } from "../db/with-shop.server.ts";
import { enqueueRequests } from "../queue/enqueue.server.ts";
import type { JobRequest } from "../queue/job-request.ts";
import { withShopOf } from "./with-shop-of.repo.server.ts";

export type Delivery = {
  shopDomain: string;
  webhookId: string;
  topic: string;
  /** Whether the topic concerns shops that have removed the app, too. */
  afterUninstall: boolean;
  /** The job that it causes; null where there is nothing to do. */
  jobOf: (shopId: string) => JobRequest | null;
};

export type Outcome = "accepted" | "repeated" | "unknown-shop";

/**
 * Stores deliveries of one shop and enqueues their jobs, in one transaction.
 *
 * @returns what became of each
 */
export async function acceptTogether({ db, clock }: Pick<Deps, "db" | "clock">, shopDomain: string, deliveries: readonly Delivery[]): Promise<Outcome[]> {
  // On a bare connection: a flood of events comes through here, and Prisma would cost more than what PostgreSQL does.
  const outcomes = await withShopOf(db, shopDomain, async (client, shop) => {
    const wanted = new Set(deliveries.filter(({ afterUninstall }) => !shop.uninstalledAt || afterUninstall));
    if (wanted.size === 0) return null;
    // In one order, first the ids and then the jobs' keys: two transactions would wait for each other for ever.
    const all = [...wanted].toSorted((one, other) => (one.webhookId < other.webhookId ? -1 : 1));
    const values = [shop.id, all.map((it) => it.webhookId), all.map((it) => it.topic), clock()];
    const stored = await client.query<{ webhookId: string }>({ ...STORE, values });
    const ids = new Set(stored.rows.map(({ webhookId }) => webhookId));
    const requests: JobRequest[] = [];
    const outcomes = deliveries.map((delivery): Outcome => {
      if (!wanted.has(delivery)) return "unknown-shop";
      // The second of two with one id is a repetition, too.
      if (!ids.delete(delivery.webhookId)) return "repeated";
      const request = delivery.jobOf(shop.id);
      if (request) requests.push({ ...request, webhookId: delivery.webhookId });
      return "accepted";
    });
    await enqueueRequests(statementsOn(client), requests);
    return outcomes;
  });
  return outcomes ?? deliveries.map(() => "unknown-shop");
}

// Named, so that a connection plans it once.
const STORE = {
  name: "store-deliveries",
  text: `
    INSERT INTO webhook_deliveries (shop_id, webhook_id, topic, received_at)
    SELECT $1, webhook_id, topic, $4 FROM unnest($2::text[], $3::text[]) AS given (webhook_id, topic)
    ON CONFLICT DO NOTHING RETURNING webhook_id AS "webhookId"`,
};
