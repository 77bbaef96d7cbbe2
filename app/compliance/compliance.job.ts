import { z } from "zod";
import { defineJob, LIVE } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";
import { scoringLine } from "../segments/scoring-line.ts";

/**
 * The orders are those that Shopify names: an order need not carry its customer. Each request is a job of its own, by
 * the id of its webhook: two about one customer may name different orders.
 */
const RequestPayload = z.object({ shopId: IdText, requestId: z.string(), customerId: IdText, orderIds: z.array(IdText) });

export type CustomerPayload = Omit<z.infer<typeof RequestPayload>, "requestId">;

/** A customer asks, through the merchant, what is held about them. */
export const answerDataRequestJob = defineJob({
  name: "answer-data-request",
  payload: RequestPayload.extend({ requestedAt: z.iso.datetime() }),
  key: ({ shopId, requestId }) => `answer-data-request:${shopId}:${requestId}`,
  priority: LIVE,
});

/** A customer is to be forgotten. */
export const redactCustomerJob = defineJob({
  name: "redact-customer",
  payload: RequestPayload,
  key: ({ shopId, requestId }) => `redact-customer:${shopId}:${requestId}`,
  priority: LIVE,
  line: scoringLine,
});

/** A shop is to be forgotten, 48 hours after it removed the app. */
export const redactShopJob = defineJob({
  name: "redact-shop",
  payload: z.object({ shopId: IdText, requestedAt: z.iso.datetime() }),
  key: ({ shopId }) => `redact-shop:${shopId}`,
  priority: LIVE,
});
