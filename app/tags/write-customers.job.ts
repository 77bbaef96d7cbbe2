import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** Brings the tags and metafields of all of a shop's customers up to date. */
export const writeCustomersJob = defineJob({
  name: "write-customers",
  payload: ShopPayload,
  key: ({ shopId }) => `write-customers:${shopId}`,
  priority: 10,
  // A second run beside the first would take its claims for left over from one that died.
  line: ({ shopId }) => `write-customers:${shopId}`,
});
