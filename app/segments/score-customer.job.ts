import { z } from "zod";
import { defineJob } from "../queue/define-job.ts";
import { IdText } from "../queue/payload.ts";
import { scoringLine } from "./scoring-line.ts";

/** Scores one customer with the models of the shop's current run, after an order came or changed. */
export const scoreCustomerJob = defineJob({
  name: "score-customer",
  payload: z.object({ shopId: IdText, customerId: IdText }),
  key: ({ shopId, customerId }) => `score-customer:${shopId}:${customerId}`,
  priority: 0,
  line: scoringLine,
});
