import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

const TagEventPayload = z.object({
  shopId: IdText,
  /** Shopify's id of the delivery: of two events on one customer neither stands for the other. */
  eventId: z.string(),
  customerId: IdText,
  change: z.enum(["added", "removed"]),
  /** Of the tags that came or went (digest-tag.ts). */
  digests: z.array(z.string()),
});
export type TagEventPayload = z.infer<typeof TagEventPayload>;

/**
 * Sees whether tags of ours were changed by hand. Nearly all are the echo of what we wrote, thousands after a bulk
 * round: they let everything else pass.
 */
export const noticeTagEventJob = defineJob({
  name: "notice-tag-event",
  payload: TagEventPayload,
  key: ({ shopId, eventId }) => `notice-tag-event:${shopId}:${eventId}`,
  priority: 20,
});
