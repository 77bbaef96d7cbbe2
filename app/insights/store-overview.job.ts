import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** A run has taken its place: how the shop goes and what it can expect is worked out. */
export const storeOverviewJob = defineJob({
  name: "store-overview",
  payload: ShopPayload,
  key: ({ shopId }) => `store-overview:${shopId}`,
  line: ({ shopId }) => `store-overview:${shopId}`,
  priority: 10,
});
