import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** The next step of the shop's running import; without one there is nothing to do. */
export const importOrdersJob = defineJob({
  name: "import-orders",
  payload: ShopPayload,
  key: ({ shopId }) => `import-orders:${shopId}`,
  priority: 10,
  line: ({ shopId }) => `import-orders:${shopId}`,
});
