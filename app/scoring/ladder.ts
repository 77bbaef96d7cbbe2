import { z } from "zod";
import { checkAtLeastZero } from "#app/clv/check-input.ts";
import type { PurchaseModelName } from "./purchase-models.ts";
import type { ShopMoments } from "./shop-moments.ts";

export const RUNGS = ["simple-formula", "shop-average", "shrunk-model", "full-model"] as const;
export const CONFIDENCES = ["low", "medium", "high"] as const;
export const LADDER_REASONS = [
  "no-customers",
  "no-repeat-customers",
  "few-repeat-customers",
  "short-history",
  "fit-not-converged",
  "beaten-by-baselines",
  "not-back-tested",
  "asked-for",
  "fit-at-limit",
  "long-horizon",
  "proven",
] as const;
export type LadderReason = (typeof LADDER_REASONS)[number];

const weight = z.number().min(0).max(1);

/** How a shop's customers are predicted, how sure that is, and why. */
export const Ladder = z.object({
  rung: z.enum(RUNGS),
  confidence: z.enum(CONFIDENCES),
  /** The numbers are those its sentence needs. */
  reason: z.object({ key: z.enum(LADDER_REASONS), numbers: z.record(z.string(), z.number()) }),
  /** Of each predictor's answer; their sum is 1. */
  weights: z.object({ "simple-formula": weight, "shop-average": weight, model: weight }),
});
export type Ladder = z.infer<typeof Ladder>;

/** Whether a back-test found the model it chose better than what needs no model. */
export type BackTestVerdict = { chosenModel: PurchaseModelName; beatsBaselines: boolean };

export type Evidence = {
  model: PurchaseModelName;
  /** With at least one purchase. */
  customers: number;
  moments: Pick<ShopMoments, "repeatCustomers" | "spanDays">;
  horizonDays: number;
  /** Of the fits. */
  converged: boolean;
  boundary: string | null;
  /** Null where there is no back-test; of another model where one was asked for instead of the chosen one. */
  verdict: BackTestVerdict | null;
};

/**
 * Where one predictor gives way to the next: its share starts from nothing at `from` and is all at `until`, in repeat
 * customers and in days the shop has been observed, whichever is further behind. What a fit learns it learns from repeat
 * customers. On samples of 20 customers (8 of them repeat customers) of CDNOW the fit's total for the next 39 weeks is
 * wrong by a factor of 1.9, and of 13 at worst; by this ladder of 1.4 and 4.5. Samples of 400 gain nothing more from it.
 */
export const LADDER = {
  shopAverage: { repeatCustomers: { from: 2, until: 20 }, spanDays: { from: 14, until: 60 } },
  model: { repeatCustomers: { from: 20, until: 200 }, spanDays: { from: 60, until: 180 } },
  /** Rungs are names for ranges of the shares: from which share on of the shop average, and of the model. */
  rungs: { shopAverage: 0.95, shrunkModel: 0.25, fullModel: 0.95 },
  /** Looking further ahead than so many times the days observed is never more than medium. */
  longestHorizonInSpans: 2,
} as const;

/**
 * The rung of a shop. Weights depend on counts and days only, and smoothly, so one customer more moves them little.
 *
 * @throws where a count or the days observed are no number, naming it and what is allowed
 */
export function climbLadder(evidence: Evidence): Ladder {
  const { customers, moments: { repeatCustomers, spanDays } } = evidence;
  for (const [name, value] of Object.entries({ customers, repeatCustomers, spanDays })) checkAtLeastZero(name, value);
  const average = shareOf(evidence.moments, LADDER.shopAverage);
  const model = evidence.converged ? modelShare(evidence.moments) : 0;
  const rung = nameRung(average, model);
  return {
    rung,
    ...judge(rung, evidence),
    // The model begins where the simple formula has ended: two neighbours share at most.
    weights: { "simple-formula": 1 - average, "shop-average": average - model, model },
  };
}

/** How much of the shop's figures the fitted model makes where it converges: everything from 200 repeat customers and 180 days on. */
export function modelShare(moments: Evidence["moments"]): number {
  return shareOf(moments, LADDER.model);
}

type Range = { from: number; until: number };

function shareOf(moments: Evidence["moments"], { repeatCustomers, spanDays }: { repeatCustomers: Range; spanDays: Range }): number {
  return Math.min(rampUp(moments.repeatCustomers, repeatCustomers), rampUp(moments.spanDays, spanDays));
}

/** 0 up to `from`, 1 beyond `until`, in between a smooth step over the logarithm: twice as many count as much anywhere. */
function rampUp(value: number, { from, until }: Range): number {
  if (value <= from) return 0;
  const way = Math.min(1, Math.log(value / from) / Math.log(until / from));
  return way * way * (3 - 2 * way);
}

function nameRung(average: number, model: number): Ladder["rung"] {
  if (model >= LADDER.rungs.fullModel) return "full-model";
  if (model >= LADDER.rungs.shrunkModel) return "shrunk-model";
  return average >= LADDER.rungs.shopAverage ? "shop-average" : "simple-formula";
}

function judge(rung: Ladder["rung"], evidence: Evidence): Pick<Ladder, "confidence" | "reason"> {
  const { customers, moments: { repeatCustomers, spanDays }, horizonDays, converged, boundary, model, verdict } = evidence;
  const say = (confidence: Ladder["confidence"], key: LadderReason, numbers: Record<string, number>) => ({ confidence, reason: { key, numbers } });
  if (customers === 0) return say("low", "no-customers", {});
  if (repeatCustomers === 0) return say("low", "no-repeat-customers", { customers });
  if (rung !== "full-model") {
    const isModel = rung === "shrunk-model" && verdict?.beatsBaselines !== false;
    const { repeatCustomers: repeaters, spanDays: span } = LADDER.model;
    if (!converged) return say("low", "fit-not-converged", { customers });
    return rampUp(repeatCustomers, repeaters) <= rampUp(spanDays, span) && repeatCustomers < repeaters.until
      ? say(isModel ? "medium" : "low", "few-repeat-customers", { customers, repeatCustomers, needed: repeaters.until })
      : say(isModel ? "medium" : "low", "short-history", { spanDays, needed: span.until });
  }
  if (verdict === null) return say("medium", "not-back-tested", { customers, repeatCustomers });
  // Nobody grows surer by asking for a model that was not even the best of those beaten.
  if (verdict.chosenModel !== model) return say(verdict.beatsBaselines ? "medium" : "low", "asked-for", { customers });
  if (!verdict.beatsBaselines) return say("low", "beaten-by-baselines", { customers });
  if (boundary !== null) return say("medium", "fit-at-limit", { customers });
  if (horizonDays > LADDER.longestHorizonInSpans * spanDays) return say("medium", "long-horizon", { horizonDays, spanDays });
  return say("high", "proven", { customers, repeatCustomers });
}
