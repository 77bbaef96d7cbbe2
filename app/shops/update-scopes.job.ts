import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

export const updateScopesJob = defineJob({
  name: "update-scopes",
  payload: ShopPayload,
  key: ({ shopId }) => `update-scopes:${shopId}`,
  priority: 0,
});
