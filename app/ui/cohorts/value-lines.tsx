import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCell } from "#app/views/shown-cohorts.ts";
import { CardSection } from "../card-section.tsx";
import { Lines } from "../charts/lines.tsx";
import { useFormat } from "../use-format.ts";
import { useCellValue } from "./use-cell-value.ts";
import type { NamedRow } from "./value-table.tsx";

type ValueLinesProps = {
  query: CohortsQuery;
  currency: string;
  meaning: string;
  /** The first is the one that the others are seen against. Each has two cells at least. */
  rows: NamedRow[];
  /** What a customer cost; null: nobody knows, or it is no height in this chart. */
  costMinor: number | null;
  /** A number of the table behind. */
  write: (cell: ShownCell) => string;
};

/** How rows of the table go on, month by month. */
export function ValueLines({ query, currency, meaning, rows, costMinor, write }: ValueLinesProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { valueOf, write: inWords, onAxis } = useCellValue(query, currency);
  const lines = rows.map(({ name, cells }) => ({ name, points: cells.flatMap((cell, month) => (cell === null ? [] : [{ x: month + 1, y: valueOf(cell), cell }])) }));
  const first = lines[0]!;
  const end = first.points.at(-1)!;
  const title = t(`cohorts.lines.${query.show}`);
  const months = Math.max(...lines.map(({ points }) => points.length));
  return (
    <CardSection title={title} testId="cohort-lines">
      <Text as="p" tone="subdued">
        {meaning}
      </Text>
      <Lines
        lines={lines}
        level={costMinor === null ? null : { name: t("cohorts.costLine", { cost: inWords(costMinor) }), y: costMinor }}
        axis={t("cohorts.axis")}
        format={onAxis}
        title={title}
        summary={t("cohorts.summary", { name: first.name, first: inWords(first.points[0]!.y), last: inWords(end.y), month: count(end.x) })}
        table={{
          headings: [t("cohorts.monthHeading"), ...lines.map(({ name }) => name)],
          rows: Array.from({ length: months }, (_, month) => [
            count(month + 1),
            ...lines.map(({ points }) => (points[month] === undefined ? "" : write(points[month].cell))),
          ]),
        }}
      />
    </CardSection>
  );
}
