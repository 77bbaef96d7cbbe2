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
    /** What Shopify says of it where we know no such word, null where it says nothing: it is taken for done. */
    unknownStatus: z.string().nullish(),
    /** False in jobs from when one was made of a merge that failed, too: both customers are still there. */
    isDone: z.boolean().optional(),
  }),
  key: ({ shopId, fromCustomerId }) => `merge-customers:${shopId}:${fromCustomerId}`,
  priority: 0,
});
