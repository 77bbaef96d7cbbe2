import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** Each night's work on a shop: what is old goes, what failed is tried again, and everybody is scored as of today. */
export const tendShopJob = defineJob({
  name: "tend-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `tend-shop:${shopId}`,
  priority: 20,
});
