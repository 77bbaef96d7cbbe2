import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

/** Shopify tells of a merge of one customer into another, after which the one is gone. */
export const mergeCustomersJob = defineJob({
  name: "merge-customers",
  payload: z.object({
    shopId: IdText,
    fromCustomerId: IdText,
    toCustomerId: IdText,
    /** False where it failed: both are still there. Jobs from before there was this do not say so. */
    isDone: z.boolean().default(true),
    /** What Shopify says of it where we know no such word, null where it says nothing: it is taken for done. */
    unknownStatus: z.string().nullish(),
  }),
  // One that failed does not take the place of one that is done.
  key: ({ shopId, fromCustomerId, isDone }) => `merge-customers:${shopId}:${fromCustomerId}${isDone ? "" : ":failed"}`,
  priority: 0,
});
