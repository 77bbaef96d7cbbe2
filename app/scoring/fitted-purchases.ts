import { z } from "zod";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import type { Horizon } from "#app/clv/discounted-purchases.ts";
import type { Fitted } from "#app/clv/fitted.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import type { PurchaseModelName } from "./purchase-models.ts";

const positive = z.number().positive();
const geometricDropout = z.object({ r: positive, alpha: positive, a: positive, b: positive });
const fit = { logLikelihood: z.number(), converged: z.boolean(), boundary: z.string().nullable() };

/** A fitted model of how often, kept with its name. */
export const FittedPurchases = z.discriminatedUnion("model", [
  z.object({ model: z.literal("bg-nbd"), params: geometricDropout, ...fit }),
  z.object({ model: z.literal("mbg-nbd"), params: geometricDropout, ...fit }),
  z.object({ model: z.literal("pareto-nbd"), params: z.object({ r: positive, alpha: positive, s: positive, beta: positive }), ...fit }),
]);
export type FittedPurchases = z.infer<typeof FittedPurchases>;

export const FittedSpend = z.object({ params: z.object({ p: positive, q: positive, v: positive }), ...fit });

export function fitPurchases(model: PurchaseModelName, table: PurchaseTable): FittedPurchases {
  switch (model) {
    case "bg-nbd":
      return { model, ...keptOf(bgNbd.fit(table)) };
    case "mbg-nbd":
      return { model, ...keptOf(mbgNbd.fit(table)) };
    case "pareto-nbd":
      return { model, ...keptOf(paretoNbd.fit(table)) };
  }
}

export function scorePurchases(fitted: FittedPurchases, table: PurchaseTable, horizon: Horizon): PurchaseScores {
  switch (fitted.model) {
    case "bg-nbd":
      return bgNbd.score(fitted.params, table, horizon);
    case "mbg-nbd":
      return mbgNbd.score(fitted.params, table, horizon);
    case "pareto-nbd":
      return paretoNbd.score(fitted.params, table, horizon);
  }
}

/** Without what concerns the search only. */
export function keptOf<Params>({ params, logLikelihood, converged, boundary }: Fitted<Params>) {
  return { params, logLikelihood, converged, boundary };
}
