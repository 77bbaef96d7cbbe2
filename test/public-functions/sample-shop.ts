import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { drawBorders } from "#app/segments/draw-borders.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";

export const END = 60;

/** A small shop with all that is worked out of it. */
export const purchases = purchaseColumns(simulateCalendar(seededDice(3), { customers: 12, days: END, meanMinor: 4000, activity: () => 1 }));
export const histories = summariseUpTo(purchases, END);
export const appraised = appraiseShop(purchases, END);
export const { model, tables, interval, proof } = appraised;
export const borders = drawBorders(appraised, { version: 1, definition: DEFAULT_DEFINITION });
export const history = { purchases: 3, firstPurchaseDay: 5, lastPurchaseDay: 50, historicValueMinor: 9000 };
export const horizon = { horizonDays: 90, annualDiscountRate: 0.1 };
