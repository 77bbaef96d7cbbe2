import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

/** Something happened to an order: its state is read from Shopify when the job runs. */
export const ingestOrderJob = defineJob({
  name: "ingest-order",
  payload: z.object({ shopId: IdText, orderId: IdText }),
  key: ({ shopId, orderId }) => `ingest-order:${shopId}:${orderId}`,
  priority: 0,
});
