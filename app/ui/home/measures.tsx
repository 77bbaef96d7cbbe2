import { InlineGrid, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MEASURES, type Measure } from "#app/insights/find-alerts.ts";
import { type Change, FEWEST_TO_COMPARE } from "#app/insights/judge-change.ts";
import { CardSection } from "../card-section.tsx";
import { SparkLine } from "../charts/spark-line.tsx";
import { Disclosure } from "../disclosure.tsx";
import { KeyNumber } from "../key-number.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useMeasure } from "./use-measure.ts";

type Measured = {
  measure: Measure;
  value: number | null;
  /** Customers it is of. */
  n: number;
  /** In the period before. */
  before: number | null;
  /** Null where there is nothing to compare. */
  change: Change | null;
};

export type MeasuresProps = {
  /** How long the newest period is. */
  days: number;
  measures: Measured[];
  /** The newest first. */
  past: ({ to: string; n: number } & Record<Measure, number | null>)[];
};

/** Two are said in words. */
const FEWEST_FOR_LINE = 3;

/** How the shop goes: each number with what it means, the one before, and whether the difference says anything. */
export function Measures({ days, measures, past }: MeasuresProps) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  const measureText = useMeasure();
  const lineOf = (measure: Measure) => past.flatMap((period) => period[measure] ?? []).toReversed();
  return (
    <CardSection title={t("measures.title", { count: days, days: count(days) })} testId="measures">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="500">
        {measures.map(({ measure, value, n, before, change }) => (
          <KeyNumber
            key={measure}
            testId={`measure-${measure}`}
            name={t(`measures.${measure}.name`)}
            value={value === null ? "–" : measureText(measure, value)}
            meaning={t(`measures.${measure}.meaning`, { days: count(days) })}
            drawing={lineOf(measure).length >= FEWEST_FOR_LINE && <SparkLine values={lineOf(measure)} />}
          >
            <Text as="p" variant="bodySm">
              {before === null || change === null
                ? t("measures.first", { count: n, number: count(n) })
                : t(`measures.change.${change}`, { count: n, number: count(n), before: measureText(measure, before), fewest: count(FEWEST_TO_COMPARE) })}
            </Text>
          </KeyNumber>
        ))}
      </InlineGrid>
      {past.length > 1 && (
        <Disclosure title={t("measures.past")} testId="measures-past">
          <NumberTable
            title={t("measures.past")}
            headings={[t("measures.upTo"), t("home.customers"), ...MEASURES.map((measure) => t(`measures.${measure}.name`))]}
            rows={past.map(({ to, n, ...values }) => [
              day(to),
              count(n),
              ...MEASURES.map((measure) => (values[measure] === null ? "–" : measureText(measure, values[measure]))),
            ])}
          />
        </Disclosure>
      )}
      <Disclosure title={t("measures.how")} testId="measures-how">
        <Text as="p">{t("measures.chance", { fewest: count(FEWEST_TO_COMPARE) })}</Text>
      </Disclosure>
    </CardSection>
  );
}
