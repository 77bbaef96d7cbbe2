import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** The shop has another time zone: each order's day is worked out anew. */
export const moveOrderDaysJob = defineJob({
  name: "move-order-days",
  payload: ShopPayload,
  key: ({ shopId }) => `move-order-days:${shopId}`,
  priority: 10,
});
