import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";
import { scoringLine } from "./scoring-line.ts";

/** Fits the models on the shop and scores every customer. */
export const scoreShopJob = defineJob({
  name: "score-shop",
  payload: ShopPayload,
  key: ({ shopId }) => `score-shop:${shopId}`,
  priority: 10,
  line: scoringLine,
});
