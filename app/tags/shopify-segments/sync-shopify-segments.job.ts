import { defineJob } from "../../queue/define-job.ts";
import { ShopPayload } from "../../queue/payload.ts";

/** Brings the customer segments in Shopify to the tags that are written. */
export const syncShopifySegmentsJob = defineJob({
  name: "sync-shopify-segments",
  payload: ShopPayload,
  key: ({ shopId }) => `sync-shopify-segments:${shopId}`,
  priority: 10,
});
