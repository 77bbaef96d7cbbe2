import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StageExplanation } from "#app/segments/explain-stage.ts";
import { CardSection } from "../card-section.tsx";
import { DayLine } from "../charts/day-line.tsx";
import { useFormat } from "../use-format.ts";

const DAY_MS = 86_400_000;

export type RhythmProps = {
  stage: StageExplanation;
  averageDaysBetweenOrders: number | null;
  expectedNextOrderDay: string | null;
  /** The day the figures are of. */
  scoredDay: string;
  /** Days of the latest purchases, the first one first. */
  purchaseDays: string[];
};

/** When the next order is expected, against the customer's own rhythm. */
export function Rhythm({ stage, averageDaysBetweenOrders: gap, expectedNextOrderDay: next, scoredDay, purchaseDays }: RhythmProps) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  const days = (number: number) => t("days", { count: Math.round(number), number: count(number) });
  const since = stage.figures.daysSinceLast;
  const usual =
    gap === null
      ? t("rhythm.none", { since: days(since), usual: days(stage.rhythm.medianGapDays) })
      : t(`rhythm.${since > gap ? "late" : "inTime"}`, { gap: days(gap), since: days(since), late: days(Math.abs(since - gap)) });
  const expected = next === null ? t("rhythm.noNext") : t("rhythm.next", { day: day(next) });
  return (
    <CardSection title={t("rhythm.title")} testId="rhythm">
      <BlockStack gap="100">
        <Text as="p">{usual}</Text>
        <Text as="p">{expected}</Text>
      </BlockStack>
      {purchaseDays.length > 0 && (
        <DayLine
          days={purchaseDays}
          today={scoredDay}
          expected={next}
          names={{ day: t("rhythm.order"), today: t("rhythm.today"), expected: t("rhythm.expected") }}
          format={day}
          title={t("rhythm.title")}
          summary={`${usual} ${expected}`}
          table={{
            headings: [t("rhythm.order"), t("rhythm.gap")],
            rows: purchaseDays.map((at, index) => [day(at), index === 0 ? "–" : count(daysBetween(purchaseDays[index - 1]!, at))]),
          }}
        />
      )}
    </CardSection>
  );
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
