import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** The next step of bringing the tags and metafields of all of a shop's customers up to date. */
export const writeCustomersJob = defineJob({
  name: "write-customers",
  payload: ShopPayload,
  key: ({ shopId }) => `write-customers:${shopId}`,
  priority: 10,
  line: ({ shopId }) => `write-customers:${shopId}`,
});
