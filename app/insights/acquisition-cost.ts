import { atLeast } from "#app/math/check-shape.ts";
import type { Measured } from "./combined.ts";

/** @param acquisitionCostMinor what it costs to win a customer; null where nobody has said */
export function acquisitionCost(acquisitionCostMinor: number | null): Measured {
  if (acquisitionCostMinor === null) return { value: null, guards: ["no-acquisition-cost"] };
  atLeast(0)("acquisitionCostMinor", acquisitionCostMinor);
  return { value: acquisitionCostMinor, guards: [] };
}
