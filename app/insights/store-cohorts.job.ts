import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** A run has taken its place: the cohorts of its customers are worked out. */
export const storeCohortsJob = defineJob({
  name: "store-cohorts",
  payload: ShopPayload,
  key: ({ shopId }) => `store-cohorts:${shopId}`,
  line: ({ shopId }) => `store-cohorts:${shopId}`,
  priority: 10,
});
