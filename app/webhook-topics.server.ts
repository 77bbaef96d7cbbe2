import { z } from "zod";
import { answerDataRequestJob, redactCustomerJob, redactShopJob } from "./compliance/compliance.job.ts";
import { importOrdersJob } from "./orders/import-orders.job.ts";
import { ingestOrderJob } from "./orders/ingest-order.job.ts";
import { mergeCustomersJob } from "./orders/merge-customers.job.ts";
import { type JobRequest, jobRequest } from "./queue/job-request.ts";
import { LARGEST_ID, namedIdOfGid } from "./shopify/gid.ts";
import { refreshShopJob } from "./shops/refresh-shop.job.ts";
import { uninstallShopJob } from "./shops/uninstall-shop.job.ts";
import { digestTag } from "./tags/digest-tag.ts";
import { noticeTagEventJob } from "./tags/notice-tag-event.job.ts";

type Arrival = { shopId: string; webhookId: string; triggeredAt: Date };

type Topic = {
  /** Throws a ZodError where the payload is not what Shopify sends; otherwise gives the job it causes, null where it causes none. */
  workOf: (payload: unknown) => (arrival: Arrival) => JobRequest | null;
  /** What the law asks for (compliance_topics in shopify.app.toml). Shopify sends these for shops that have removed the app, too. */
  isDuty: boolean;
};

/** Up to what a double holds exactly a number, beyond it a bigint (parse-exactly.ts). */
const Id = z.union([z.number().int().positive(), z.bigint().positive().max(LARGEST_ID)]).transform(String);

function topic<Payload>(
  schema: z.ZodType<Payload>,
  jobOf: (payload: Payload, arrival: Arrival) => JobRequest | null,
  { isDuty = false } = {},
): Topic {
  return {
    isDuty,
    workOf: (raw) => {
      const payload = schema.parse(raw);
      return (arrival) => jobOf(payload, arrival);
    },
  };
}

/** An event only says that an order changed; its state is read from Shopify when the job runs. */
const orderChanged = topic(z.object({ id: Id }), ({ id }, { shopId }) =>
  jobRequest(ingestOrderJob, { shopId, orderId: id }),
);

/** What it is now is read from Shopify when the job runs. */
const shopChanged = topic(z.object({}), (_, { shopId }) => jobRequest(refreshShopJob, { shopId }));

/** What Shopify's API calls a merge that is not done: of these it sends this topic, too, and its sample shows one. */
const UNDONE_MERGES = ["failed", "in_progress", "requested"];

/** Nobody is merged into themselves. */
const Merge = z
  .object({
    status: z.string().toLowerCase().nullish(),
    admin_graphql_api_customer_kept_id: z.string().transform(namedIdOfGid),
    admin_graphql_api_customer_deleted_id: z.string().transform(namedIdOfGid),
  })
  .refine((it) => it.admin_graphql_api_customer_kept_id !== it.admin_graphql_api_customer_deleted_id);

/** What others have typed on a customer may be anything: nothing of it is kept but enough to know our own by. */
const TagEvent = z.object({ customerId: z.string().transform(namedIdOfGid), tags: z.array(z.string().transform(digestTag)) });

/** Also the echo of each of our own writes: the job tells them apart. */
const tagsChanged = (change: "added" | "removed") =>
  topic(TagEvent, ({ customerId, tags }, { shopId, webhookId: eventId }) =>
    jobRequest(noticeTagEventJob, { shopId, eventId, customerId: String(customerId), change, digests: tags }),
  );

/** The signature is over the body alone: what erases must name its shop there (receive-webhook.server.ts compares). */
const ShopRequest = z.object({ shop_domain: z.string() });

const CustomerRequest = ShopRequest.extend({
  customer: z.object({ id: Id }),
  orders_requested: z.array(Id).default([]),
  orders_to_redact: z.array(Id).default([]),
});

/** Every topic that shopify.app.toml subscribes to (a test holds the two together). */
export const webhookTopics: ReadonlyMap<string, Topic> = new Map([
  ["orders/create", orderChanged],
  ["orders/updated", orderChanged],
  ["orders/cancelled", orderChanged],
  // The job finds no such order and removes ours.
  ["orders/delete", orderChanged],
  [
    "refunds/create",
    topic(z.object({ order_id: Id }), ({ order_id }, { shopId }) =>
      jobRequest(ingestOrderJob, { shopId, orderId: order_id }),
    ),
  ],
  [
    "customers/merge",
    topic(Merge, ({ status, ...merge }, { shopId }) => {
      if (status && UNDONE_MERGES.includes(status)) return null;
      return jobRequest(mergeCustomersJob, {
        shopId,
        fromCustomerId: String(merge.admin_graphql_api_customer_deleted_id),
        toCustomerId: String(merge.admin_graphql_api_customer_kept_id),
        ...(status !== "completed" && { unknownStatus: status ?? null }),
      });
    }),
  ],
  ["customer.tags_added", tagsChanged("added")],
  ["customer.tags_removed", tagsChanged("removed")],
  [
    "bulk_operations/finish",
    topic(z.object({ admin_graphql_api_id: z.string() }), (_, { shopId }) => jobRequest(importOrdersJob, { shopId })),
  ],
  [
    "app/uninstalled",
    topic(z.object({}), (_, { shopId, triggeredAt }) =>
      jobRequest(uninstallShopJob, { shopId, uninstalledAt: triggeredAt.toISOString() }),
    ),
  ],
  ["app/scopes_update", shopChanged],
  ["shop/update", shopChanged],
  [
    "customers/data_request",
    topic(
      CustomerRequest,
      ({ customer, orders_requested: orderIds }, { shopId, webhookId: requestId, triggeredAt }) =>
        jobRequest(answerDataRequestJob, { shopId, requestId, customerId: customer.id, orderIds, requestedAt: triggeredAt.toISOString() }),
      { isDuty: true },
    ),
  ],
  [
    "customers/redact",
    topic(
      CustomerRequest,
      ({ customer, orders_to_redact: orderIds }, { shopId, webhookId: requestId }) =>
        jobRequest(redactCustomerJob, { shopId, requestId, customerId: customer.id, orderIds }),
      { isDuty: true },
    ),
  ],
  [
    "shop/redact",
    topic(
      ShopRequest,
      (_, { shopId, triggeredAt }) => jobRequest(redactShopJob, { shopId, requestedAt: triggeredAt.toISOString() }),
      { isDuty: true },
    ),
  ],
]);
