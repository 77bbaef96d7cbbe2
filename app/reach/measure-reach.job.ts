import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { ShopPayload } from "../queue/payload.ts";

/** A tag with the ids of the queries by which Shopify counts who carries it. */
const CountUnderWay = z.object({ tag: z.string(), customers: z.string(), email: z.string(), sms: z.string() });
export type CountUnderWay = z.infer<typeof CountUnderWay>;

/** Has Shopify count who of each segment can be written to; or looks what came of counts that Shopify took its time for. */
export const measureReachJob = defineJob({
  name: "measure-reach",
  payload: ShopPayload.extend({ underWay: z.array(CountUnderWay).optional() }),
  key: ({ shopId }) => `measure-reach:${shopId}`,
  priority: 10,
});
