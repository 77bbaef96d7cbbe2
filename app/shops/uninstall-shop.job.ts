import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";

export const uninstallShopJob = defineJob({
  name: "uninstall-shop",
  payload: z.object({ shopId: IdText, uninstalledAt: z.iso.datetime() }),
  key: ({ shopId }) => `uninstall-shop:${shopId}`,
  priority: 0,
});
