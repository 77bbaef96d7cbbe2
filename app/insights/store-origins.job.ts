import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** A run has taken its place: where its customers came from is brought up to date. */
export const storeOriginsJob = defineJob({
  name: "store-origins",
  payload: ShopPayload,
  key: ({ shopId }) => `store-origins:${shopId}`,
  line: ({ shopId }) => `store-origins:${shopId}`,
  priority: 10,
});
