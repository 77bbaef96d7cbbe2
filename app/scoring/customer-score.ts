import type { CustomerHistory } from "./customer-history.ts";

/** What a customer is worth, and the figures it was worked out from. */
export type CustomerScore = {
  purchases: number;
  /** Repeat purchases. */
  frequency: number;
  /** Days from the first to the last purchase. */
  recencyDays: number;
  /** Days from the first purchase to the observation end. */
  ageDays: number;
  /** Mean value of a purchase; null without one. */
  monetaryValueMinor: number | null;
  /** Sum of the counted orders. */
  historicValueMinor: number;
  /** Null where no order counts: there is nothing to judge by. */
  probabilityAlive: number | null;
  /** Orders expected within the horizon, corrected as the value is. */
  expectedOrders: number;
  /** What they are expected to be worth, discounted, in whole minor units. */
  predictedValueMinor: number;
  lifetimeValueMinor: number;
  averageDaysBetweenOrders: number | null;
  /** By the predictors, uncorrected. Null where no further order is to be expected. */
  expectedNextOrderDay: number | null;
};

/** What only the models can tell of a customer. */
export type Prediction = {
  probabilityAlive: number;
  expectedOrders: number;
  predictedValueMinor: number;
  daysToNextOrder: number;
};

/** Whoever is more likely gone than not has no next order, nor has one whose next order is a decade away. */
const LIKELY_ALIVE = 0.5;
const FARTHEST_DAYS = 3650;

/** @param prediction null for a customer without a purchase */
export function customerScore(history: CustomerHistory, prediction: Prediction | null, observationEnd: number): CustomerScore {
  const { purchases, historicValueMinor } = history;
  if (prediction === null) {
    return {
      purchases: 0,
      frequency: 0,
      recencyDays: 0,
      ageDays: 0,
      monetaryValueMinor: null,
      historicValueMinor,
      probabilityAlive: null,
      expectedOrders: 0,
      predictedValueMinor: 0,
      lifetimeValueMinor: historicValueMinor,
      averageDaysBetweenOrders: null,
      expectedNextOrderDay: null,
    };
  }
  const { probabilityAlive, expectedOrders, daysToNextOrder } = prediction;
  const recencyDays = history.lastPurchaseDay - history.firstPurchaseDay;
  const predictedValueMinor = Math.round(prediction.predictedValueMinor);
  const isToBeExpected = probabilityAlive >= LIKELY_ALIVE && daysToNextOrder <= FARTHEST_DAYS;
  return {
    purchases,
    frequency: purchases - 1,
    recencyDays,
    ageDays: observationEnd - history.firstPurchaseDay,
    monetaryValueMinor: historicValueMinor / purchases,
    historicValueMinor,
    probabilityAlive,
    expectedOrders,
    predictedValueMinor,
    lifetimeValueMinor: historicValueMinor + predictedValueMinor,
    averageDaysBetweenOrders: purchases > 1 ? recencyDays / (purchases - 1) : null,
    expectedNextOrderDay: isToBeExpected ? observationEnd + Math.max(1, Math.round(daysToNextOrder)) : null,
  };
}
