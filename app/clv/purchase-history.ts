/** What the purchase models know of a customer; recency and age in one and the same time unit. */
export type PurchaseHistory = {
  /** Number of repeat purchases: the first one opens the history and is not counted. */
  frequency: number;
  /** Time from the first to the last purchase; 0 without a repeat purchase. */
  recency: number;
  /** Time from the first purchase to the end of the observation. */
  age: number;
};

export type Purchase = {
  /** Whole day number in the shop's calendar, any origin. */
  day: number;
  /** Net value in minor units of the shop's currency. */
  valueMinor: number;
};

/**
 * Summarises a customer's purchases for the models: time in days, several purchases on one day are one.
 *
 * @param purchases      at least one, sorted by day
 * @param observationEnd last observed day number, not before the last purchase
 * @returns the history and `monetaryValue`: the mean value, in minor units, of the frequency + 1 days with a purchase
 * @throws where there are none, where they are unsorted or not whole days up to the observation end, or that is none
 */
export function purchaseHistory(
  purchases: readonly Purchase[],
  observationEnd: number,
): PurchaseHistory & { monetaryValue: number } {
  const first = purchases[0];
  if (first === undefined) {
    throw new RangeError("A purchase history needs at least one purchase; there is none.");
  }
  if (!Number.isInteger(observationEnd)) {
    throw new RangeError(`observationEnd is ${observationEnd}; it must be an integer.`);
  }
  let lastDay = first.day;
  let days = 1;
  let valueMinor = 0;
  for (const [row, purchase] of purchases.entries()) {
    if (!Number.isInteger(purchase.day) || purchase.day < lastDay || purchase.day > observationEnd) {
      throw new RangeError(
        `day of purchase ${row} is ${purchase.day}; it must be an integer from ${lastDay} (the purchase before it) ` +
          `to ${observationEnd} (the observation end).`,
      );
    }
    if (!Number.isFinite(purchase.valueMinor)) {
      throw new RangeError(`valueMinor of purchase ${row} is ${purchase.valueMinor}; it must be a finite number.`);
    }
    days += purchase.day > lastDay ? 1 : 0;
    lastDay = purchase.day;
    valueMinor += purchase.valueMinor;
  }
  return {
    frequency: days - 1,
    recency: lastDay - first.day,
    age: observationEnd - first.day,
    monetaryValue: valueMinor / days,
  };
}
