import { atLeast, column, fields, object, oneOf, orNull, positive, rowNumbers } from "#app/math/check-shape.ts";
import { PURCHASE_MODELS } from "./purchase-models.ts";

export const checkFactors = fields({ level: positive, season: positive, deviation: atLeast(0) });

/** A fitted model by its parts: what these hold, its schema has seen to where it was read. */
export const checkModel = fields({ shop: object, purchases: object, spend: object, ladder: object, pastOrders: orNull(object), levelCorrection: object, horizon: object });

export const checkCorrection = fields({ orders: checkFactors, orderValue: checkFactors });

/** What of a back-test's choice a forecast goes by. */
export const checkChoice = fields({ model: oneOf(PURCHASE_MODELS), pooling: fields({ isOn: oneOf([true, false]) }), correction: checkCorrection });

export const checkTables = fields({
  rows: rowNumbers,
  purchases: fields({ frequency: column, recency: column, age: column }),
  spend: fields({ frequency: column, monetaryValue: column }),
});
