import { z } from "zod";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";

/** Of a run's model (FittedModel), in whatever version of the app it was fitted: what a page names it by. */
export const UsedModel = z
  .object({
    customers: z.number(),
    purchases: z.object({ model: z.enum(PURCHASE_MODELS) }),
    pastOrders: z.object({}).nullable().default(null),
  })
  .transform(({ customers, purchases, pastOrders }) => ({ customers, model: purchases.model, isPooled: pastOrders !== null }));
