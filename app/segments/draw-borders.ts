import type { AppraisedShop } from "../scoring/appraise-shop.ts";
import type { VersionedDefinition } from "./definition.ts";
import { findValueBorders } from "./find-value-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { findShopRhythm } from "./shop-rhythm.ts";
import { tierValueOf } from "./value-basis.ts";

/** What customers are sorted by. It needs every value before the first row can be written, hence a pass of its own. */
export function drawBorders({ customers, appraisalAt, tables, proof: { standing } }: AppraisedShop, versioned: VersionedDefinition): SegmentBorders {
  const { value, stage } = versioned.definition;
  const sorting = { standing, definition: versioned.definition };
  const rhythm = findShopRhythm(tables.purchases);
  return {
    ...sorting,
    definitionVersion: versioned.version,
    value: findValueBorders(Float64Array.from({ length: customers }, (_, customer) => tierValueOf(appraisalAt(customer), sorting)), value.tiers),
    rhythm: { ...rhythm, newWindowDays: stage.newWindowDays ?? rhythm.newWindowDays },
  };
}
