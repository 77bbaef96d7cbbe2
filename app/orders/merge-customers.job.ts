import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

/** One customer was merged into another and is gone. */
export const mergeCustomersJob = defineJob({
  name: "merge-customers",
  payload: z.object({ shopId: IdText, fromCustomerId: IdText, toCustomerId: IdText }),
  key: ({ shopId, fromCustomerId }) => `merge-customers:${shopId}:${fromCustomerId}`,
  priority: 0,
});
