import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** The shop counts in another currency, which Shopify is asked for: which orders can be added up is worked out anew. */
export const changeCurrencyJob = defineJob({
  name: "change-currency",
  payload: ShopPayload,
  key: ({ shopId }) => `change-currency:${shopId}`,
  priority: 10,
});
