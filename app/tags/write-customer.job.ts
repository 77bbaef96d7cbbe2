import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

/** Brings one customer's tags and metafields up to date, after an event. */
export const writeCustomerJob = defineJob({
  name: "write-customer",
  payload: z.object({ shopId: IdText, customerId: IdText }),
  key: ({ shopId, customerId }) => `write-customer:${shopId}:${customerId}`,
  priority: 0,
});
