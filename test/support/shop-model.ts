import type { FittedModel } from "#app/scoring/fitted-model.ts";

/** Of a shop half way up the ladder: the shop's averages and the model count the same. */
export const SHOP_MODEL: FittedModel = {
  name: "MBG/NBD with Gamma-Gamma",
  customers: 100,
  shop: {
    repeatCustomers: 50, purchases: 200, spanDays: 300, averageOrderValueMinor: 3000, purchasesPerDay: 0.005, usualGapDays: 40,
    purchasesPerDayWhileThere: 0.01, dropoutShare: 0.2,
  },
  purchases: { model: "mbg-nbd", params: { r: 0.5, alpha: 6, a: 0.9, b: 1.6 }, logLikelihood: -10, converged: true, boundary: null },
  spend: { params: { p: 6, q: 4, v: 15 }, logLikelihood: -10, converged: true, boundary: null },
  ladder: {
    rung: "shrunk-model",
    confidence: "medium",
    reason: { key: "few-repeat-customers", numbers: { customers: 100, repeatCustomers: 50, needed: 200 } },
    weights: { "simple-formula": 0, "shop-average": 0.5, model: 0.5 },
  },
  pastOrders: null,
  levelCorrection: { orders: 1, orderValue: 1 },
  horizon: { horizonDays: 365, annualDiscountRate: 0.1 },
};
