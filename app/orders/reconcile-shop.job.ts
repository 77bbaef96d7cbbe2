import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** The next step of the shop's reconciliation that is under way; without one there is nothing to do. */
export const reconcileShopJob = defineJob({
  name: "reconcile-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `reconcile-shop:${shopId}`,
  priority: 10,
  line: ({ shopId }) => `reconcile-shop:${shopId}`,
});
