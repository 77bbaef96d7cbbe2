import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** Has Shopify count who of each segment can be written to. */
export const measureReachJob = defineJob({
  name: "measure-reach",
  payload: ShopPayload,
  key: ({ shopId }) => `measure-reach:${shopId}`,
  priority: 10,
});
