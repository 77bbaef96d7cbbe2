import type { LoaderFunctionArgs } from "@remix-run/node";
import { identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { csvHead, csvText } from "#app/csv/csv-text.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { groupNamer } from "#app/ui/cohorts/group-namer.ts";
import { type CohortColumn, cohortsCsv, comparedCsv } from "#app/views/cohorts-csv.ts";
import { comparesGroups, parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";

/** The table of the Cohorts page with the same address, as a file. It holds sums, and nobody's data. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await identify(request);
  const { query, shown } = await viewCohorts(getDeps(), shop, parseCohortsQuery(new URL(request.url).searchParams));
  if (shown === null || shown.cohorts.length + shown.compared.length === 0) return new Response(null, { status: 404 });
  const isCompared = comparesGroups(query);
  const what = query.show === "retention" ? "retention" : `${query.measure}-per-${query.per}`;
  const name = `${shop.domain.replace(".myshopify.com", "")}-cohorts-${what}-by-${isCompared ? query.cut : query.length}-${shown.computedAt.slice(0, 10)}.csv`;
  const texts = await textsFor(request);
  const { t } = texts;
  const { columns, rows } = isCompared
    ? comparedCsv(shown, query, { of: groupNamer(texts, query.cut, shown.currency), all: t("cohorts.everybody") })
    : cohortsCsv(shown, query);
  return new Response(csvHead(columns.map(heading)) + csvText(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });

  function heading(column: CohortColumn): string {
    if (typeof column === "string") return t(`fileColumn.${column}`);
    return column.counts === "value" ? t("cohorts.monthOf", { month: column.month }) : t("cohorts.monthCustomers", { month: column.month });
  }
}
