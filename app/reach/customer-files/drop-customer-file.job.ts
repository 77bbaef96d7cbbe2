import { defineJob } from "../../queue/define-job.ts";
import { IdText, ShopPayload } from "../../queue/payload.ts";

/** A file of customers has been kept long enough. */
export const dropCustomerFileJob = defineJob({
  name: "drop-customer-file",
  payload: ShopPayload.extend({ fileId: IdText }),
  key: ({ shopId, fileId }) => `drop-customer-file:${shopId}:${fileId}`,
  priority: 10,
});
