import type { AppraisedShop } from "../scoring/appraise-shop.ts";
import { findValueBorders } from "./find-value-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { findShopRhythm } from "./shop-rhythm.ts";
import { tierValueOf } from "./value-basis.ts";

/** What customers are sorted by. It needs every value before the first row can be written, hence a pass of its own. */
export function drawBorders({ customers, appraisalAt, tables, proof: { standing } }: AppraisedShop): SegmentBorders {
  return {
    value: findValueBorders(Float64Array.from({ length: customers }, (_, customer) => tierValueOf(appraisalAt(customer), standing))),
    rhythm: findShopRhythm(tables.purchases),
    standing,
  };
}
