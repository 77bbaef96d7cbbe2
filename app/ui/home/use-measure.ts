import type { Measure } from "#app/insights/find-alerts.ts";
import { useFormat } from "../use-format.ts";

/** A number of one of the shop's measures in words. */
export function useMeasure(): (measure: Measure, value: number) => string {
  const { money, percent } = useFormat();
  return (measure, value) => (measure === "purchaseValue" ? money(Math.round(value)) : percent(value));
}
