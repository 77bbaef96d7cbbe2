import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** First work for a shop that has just let the app in. */
export const installShopJob = defineJob({
  name: "install-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `install-shop:${shopId}`,
  priority: 0,
});
