import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCell } from "#app/views/shown-cohorts.ts";
import { useFormat } from "../use-format.ts";

/** What a cell says, as a number and in words. */
export function useCellValue({ show, per }: Pick<CohortsQuery, "show" | "per">, currency: string) {
  const { axisMoney, columnPercent, money, percent } = useFormat();
  const isShare = show === "retention";
  return {
    valueOf: (cell: ShownCell): number => (isShare ? cell.retention : per === "customer" ? cell.perCustomerMinor : cell.totalMinor),
    write: (value: number): string => (isShare ? columnPercent(value) : money(Math.round(value), currency)),
    onAxis: (value: number): string => (isShare ? percent(value) : axisMoney(value, currency)),
  };
}
