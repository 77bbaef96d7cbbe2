import { z } from "zod";
import { PURCHASE_MODELS } from "./purchase-models.ts";

/**
 * What anybody could compute without a model, each over the horizon:
 * naive-rate: her repeat purchases per day since the first, at her mean value;
 * past-spend: all she bought so far, spread evenly over the shop's days;
 * mean: the same total, the same for everyone.
 */
export const BASELINES = ["naive-rate", "past-spend", "mean"] as const;
export type Baseline = (typeof BASELINES)[number];

/** The models as they are, the chosen one after correction, the baselines. */
export const METHODS = [...PURCHASE_MODELS, "chosen", ...BASELINES] as const;
export type Method = (typeof METHODS)[number];

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1).nullable();

/** How a method's forecast compares with what came; null where what came leaves a measure without meaning. */
const Measures = z.object({
  predicted: z.number(),
  actual: z.number(),
  /** predicted / actual - 1. */
  bias: z.number().nullable(),
  /** Mean absolute error and root of the mean squared error of a customer, in purchases or minor units. */
  mae: z.number(),
  rmse: z.number(),
  spearman: z.number().nullable(),
  /** Of the order by prediction, ties at random: 1 perfect, 0 random. */
  gini: z.number().nullable(),
  /** Share of what came that came from the tenth of the customers predicted best. */
  topTenthShare: share,
  /** Tenths of the customers, best predicted first. */
  deciles: z.array(z.object({ customers: count, predicted: z.number(), actual: z.number() })),
  /** Sum over the tenths of |predicted - actual|, as a share of all that came. */
  decileError: z.number().nullable(),
  /** Share of the customers whose outcome fell within their interval; null where the method gives none. */
  coverage: share,
  /** The same of those whose future is open, their interval being more than [0, 0]; runs before this was kept have none. */
  openCoverage: share.default(null),
});
export type Measures = z.infer<typeof Measures>;

/**
 * What to multiply by: the season is for the window tested, a whole year has none. `deviation` is the standard deviation
 * of the logarithm of what such a factor should have been, beyond the chance of single customers.
 */
const Factors = z.object({ level: z.number().positive(), season: z.number().positive(), deviation: z.number().nonnegative() });
export type Factors = z.infer<typeof Factors>;
/** Of the purchases a model expects and of the value of one; both together correct the value of a customer. */
export const Correction = z.object({ orders: Factors, orderValue: Factors });
export type Correction = z.infer<typeof Correction>;

const model = z.enum(PURCHASE_MODELS);

/** The model to use and what its forecasts are multiplied by, both learnt from origins whose outcome was known. */
const Choice = z.object({
  model,
  /** Origins it was learnt from. */
  origins: count,
  /** Of each model over those origins: mean absolute error in purchases once its total is set right; null without one. */
  errors: z.array(z.object({ model, error: z.number().nullable() })),
  /**
   * Whether its forecasts are averaged with past orders (past-orders.ts), and why: over those origins, the mean absolute
   * error in value of the model alone and of the mean of both, once the total is set right, and the standard error of
   * the difference; null without an origin.
   */
  pooling: z.object({ isOn: z.boolean(), alone: z.number().nullable(), pooled: z.number().nullable(), standardError: z.number().nullable() }),
  correction: Correction,
});
export type Choice = z.infer<typeof Choice>;

const MethodResult = z.object({ method: z.enum(METHODS), orders: Measures, value: Measures });
export type MethodResult = z.infer<typeof MethodResult>;

/** One cut through the calendar: fitted on everything up to `day`, compared with the `horizonDays` after it. */
const Origin = z.object({
  day: z.number().int(),
  calibrationDays: count,
  customers: count,
  /** Made from earlier origins only. */
  choice: Choice,
  methods: z.array(MethodResult),
  /** Of the difference between the baseline's root mean square error in value and the chosen one's; older runs have none. */
  standardErrors: z.array(z.object({ baseline: z.enum(BASELINES), standardError: z.number().nonnegative() })).default([]),
  /** The 80 % interval of the sum of what the chosen one predicted, in minor units; older runs have none. */
  total: z.object({ lowerMinor: z.number(), upperMinor: z.number() }).nullable().default(null),
});
export type Origin = z.infer<typeof Origin>;

export const GATE_MEASURES = ["gini", "rmse"] as const;

/** May predictions drive tags? Means over the origins; `origins` is at how many of them the check held. */
const Gate = z.object({
  isOn: z.boolean(),
  /** What there is too little of to judge; null where there is enough. */
  lacks: z.enum(["origins", "customers", "orders"]).nullable(),
  checks: z.array(
    z.object({
      baseline: z.enum(BASELINES),
      measure: z.enum(GATE_MEASURES),
      ours: z.number(),
      theirs: z.number(),
      /** Of the difference, by chance; null where it is not asked for, as in older runs. */
      standardError: z.number().nonnegative().nullable().default(null),
      origins: count,
      isPassed: z.boolean(),
    }),
  ),
});
export type Gate = z.infer<typeof Gate>;

/** A shop's back-test: how its forecasts would have fared on its own past. Kept with each run. */
export const BackTest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none"), lacks: z.enum(["days", "customers"]), has: z.number().int(), needs: z.number().int() }),
  z.object({
    kind: z.literal("tested"),
    horizonDays: count,
    /** Of the shop, and how many of them were drawn at random to be tested. */
    customers: count,
    sampled: count,
    seed: z.number().int(),
    /** Origins before the first judged one: there to learn from only. */
    learningDays: z.array(z.number().int()),
    /** Judged origins, the earliest first. */
    origins: z.array(Origin),
    /** For forecasts from now on: learnt from all origins. */
    choice: Choice,
    gate: Gate,
  }),
]);
export type BackTest = z.infer<typeof BackTest>;
