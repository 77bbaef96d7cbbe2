import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** Something about the shop itself changed: its settings, or what the app may do there. */
export const refreshShopJob = defineJob({
  name: "refresh-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `refresh-shop:${shopId}`,
  priority: 0,
});
