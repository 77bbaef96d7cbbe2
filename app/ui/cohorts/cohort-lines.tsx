import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCohorts } from "#app/views/cohorts.view.server.ts";
import type { ShownRow } from "#app/views/shown-cohorts.ts";
import { CardSection } from "../card-section.tsx";
import { Lines } from "../charts/lines.tsx";
import { useFormat } from "../use-format.ts";
import { pickLines } from "./pick-lines.ts";
import { useCellValue } from "./use-cell-value.ts";
import { useCohortName } from "./use-cohort-name.ts";

type CohortLinesProps = Pick<ShownCohorts, "cohorts" | "all" | "currency"> & { query: CohortsQuery };

/** How all cohorts together go on, and some of them. */
export function CohortLines({ query, cohorts, all, currency }: CohortLinesProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const nameOf = useCohortName(query.length);
  const { valueOf, write } = useCellValue(query, currency);
  const picked = pickLines(cohorts);
  if (picked.length === 0) return null;
  const isTotal = query.show === "value" && query.per === "total";
  const pointsOf = ({ cells }: ShownRow) => cells.flatMap((cell, month) => (cell === null ? [] : [{ x: month + 1, y: valueOf(cell) }]));
  const lines = [
    // Sums of fewer and fewer cohorts would be no line.
    ...(isTotal ? [] : [{ name: t("cohorts.all"), points: pointsOf(all) }]),
    ...picked.map((cohort) => ({ name: nameOf(cohort), points: pointsOf(cohort) })),
  ];
  const longest = lines[0]!;
  const end = longest.points.at(-1)!;
  const title = t(`cohorts.lines.${query.show}`);
  const months = Math.max(...lines.map(({ points }) => points.length));
  return (
    <CardSection title={title} testId="cohort-lines">
      <Text as="p" tone="subdued">
        {t("cohorts.linesMeaning")}
      </Text>
      <Lines
        lines={lines}
        level={all.costMinor === null || isTotal || query.show !== "value" ? null : { name: t("cohorts.costLine", { cost: write(all.costMinor) }), y: all.costMinor }}
        axis={t("cohorts.axis")}
        format={write}
        title={title}
        summary={t("cohorts.summary", { name: longest.name, first: write(longest.points[0]!.y), last: write(end.y), month: count(end.x) })}
        table={{
          headings: [t("cohorts.monthHeading"), ...lines.map(({ name }) => name)],
          rows: Array.from({ length: months }, (_, month) => [
            count(month + 1),
            ...lines.map(({ points }) => (points[month] === undefined ? "" : write(points[month].y))),
          ]),
        }}
      />
    </CardSection>
  );
}
