import { callback, fields, object, whole } from "../math/check-shape.ts";
import type { AppraisedShop } from "../scoring/appraise-shop.ts";
import { checkTables } from "../scoring/check-model.ts";
import { checkDefinition } from "./check-borders.ts";
import type { VersionedDefinition } from "./definition.ts";
import { findValueBorders } from "./find-value-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { findShopRhythm } from "./shop-rhythm.ts";
import { tierValueOf } from "./value-basis.ts";

const checkAppraised = fields({ customers: whole(0), appraisalAt: callback, tables: checkTables, proof: object });
const checkVersioned = fields({ version: whole(0), definition: checkDefinition });

/** What customers are sorted by. It needs every value before the first row can be written, hence a pass of its own. */
export function drawBorders(appraised: AppraisedShop, versioned: VersionedDefinition): SegmentBorders {
  checkAppraised("appraised", appraised);
  checkVersioned("versioned", versioned);
  const { customers, appraisalAt, tables, proof: { standing } } = appraised;
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
