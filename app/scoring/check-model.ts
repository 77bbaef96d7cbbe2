import { atLeast, column, fields, object, orNull, positive, rowNumbers } from "#app/math/check-shape.ts";

const factors = fields({ level: positive, season: positive, deviation: atLeast(0) });

/** A fitted model by its parts: what these hold, its schema has seen to where it was read. */
export const checkModel = fields({ shop: object, purchases: object, spend: object, ladder: object, pastOrders: orNull(object), levelCorrection: object, horizon: object });

export const checkCorrection = fields({ orders: factors, orderValue: factors });

export const checkTables = fields({
  rows: rowNumbers,
  purchases: fields({ frequency: column, recency: column, age: column }),
  spend: fields({ frequency: column, monetaryValue: column }),
});
