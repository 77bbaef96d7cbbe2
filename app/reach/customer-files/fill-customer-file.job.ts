import { defineJob } from "../../queue/define-job.ts";
import { IdText, ShopPayload } from "../../queue/payload.ts";

/** The next step of a file of customers. Several of a shop take turns. */
export const fillCustomerFileJob = defineJob({
  name: "fill-customer-file",
  payload: ShopPayload.extend({ fileId: IdText }),
  key: ({ shopId, fileId }) => `fill-customer-file:${shopId}:${fileId}`,
  priority: 10,
  line: ({ shopId }) => `fill-customer-file:${shopId}`,
});
