import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** Fits the models on the shop and scores every customer. */
export const scoreShopJob = defineJob({
  name: "score-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `score-shop:${shopId}`,
  priority: 10,
  // One after the other; live events of the same shop do not wait for it.
  line: ({ shopId }) => `score-shop:${shopId}`,
});
