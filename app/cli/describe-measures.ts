import type { Measures, Method, Origin } from "#app/scoring/back-test.ts";
import { alignTable } from "./align-table.ts";

export type Subject = "orders" | "value";

/** A line of the table: how one method fared at each of some origins. */
export type MeasuredMethod = { label: string; at: Measures[] };

export function measuresOf({ methods }: Origin, method: Method, subject: Subject): Measures {
  return methods.find((result) => result.method === method)![subject];
}

/** The bias at every origin, of everything else the mean. @param error an error of a customer in words */
export function describeMeasures(methods: readonly MeasuredMethod[], error: (size: number) => string): string[] {
  return alignTable([
    ["", "bias", "MAE", "RMSE", "Spearman", "Gini", "top 10 %", "decile error", "inside", "of open"],
    ...methods.map(({ label, at }) => {
      const mean = (name: "spearman" | "gini" | "topTenthShare" | "decileError" | "coverage" | "openCoverage") => meanOf(at.map((measures) => measures[name]));
      return [
        label,
        at.map(({ bias }) => (bias === null ? "-" : signed(bias))).join(" "),
        error(meanOf(at.map(({ mae }) => mae)) ?? 0),
        error(meanOf(at.map(({ rmse }) => rmse)) ?? 0),
        decimals(mean("spearman")),
        decimals(mean("gini")),
        percent(mean("topTenthShare")),
        percent(mean("decileError")),
        percent(mean("coverage")),
        percent(mean("openCoverage")),
      ];
    }),
  ]);
}

/** Over those that there are; null where there are none. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What rounds to nothing has no sign. */
function signed(share: number): string {
  const percent = Number((share * 100).toFixed(1));
  return `${percent > 0 ? "+" : ""}${percent.toFixed(1)}%`;
}

function percent(share: number | null): string {
  return share === null ? "-" : `${(share * 100).toFixed(1)} %`;
}

function decimals(value: number | null): string {
  return value === null ? "-" : value.toFixed(3);
}
