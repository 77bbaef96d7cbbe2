import { type Business, BUSINESSES } from "#app/insights/clv-to-cac.ts";
import { addMonths, isMonth } from "#app/time/months.ts";

/** What the address asks for; null where it does not say, or says what is none. */
export type AcquisitionQuery = { from: string | null; to: string | null; business: Business };

export function parseAcquisitionQuery(params: URLSearchParams): AcquisitionQuery {
  const month = (name: string) => {
    const text = params.get(name) ?? "";
    return isMonth(text) ? text : null;
  };
  return { from: month("from"), to: month("to"), business: BUSINESSES.find((it) => it === params.get("business")) ?? "retail" };
}

/** Months of first orders, both ends included. */
export type Period = { from: string; to: string };

/** Long enough for a year of seasons. */
const MONTHS_AT_FIRST = 12;

/** The months that are asked for as far as there are any; without a wish the last twelve whole ones. */
export function choosePeriod({ from, to }: Pick<AcquisitionQuery, "from" | "to">, { first, last }: { first: string; last: string }): Period {
  const within = (month: string) => (month < first ? first : month > last ? last : month);
  const end = within(to ?? last);
  const start = within(from ?? addMonths(end, 1 - MONTHS_AT_FIRST));
  return start <= end ? { from: start, to: end } : { from: end, to: start };
}
