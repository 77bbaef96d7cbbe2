import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { Trend } from "../charts/trend.tsx";
import { useFormat } from "../use-format.ts";

type Point = {
  day: string;
  lifetimeValueMinor: number;
  /** Ends of its 80 % interval; null in runs from before there were any. */
  range: { lowerMinor: number; upperMinor: number } | null;
  horizonDays: number;
  definitionVersion: number;
};

export type TotalTrendProps = { points: Point[] };

/** What all customers were worth day by day, and where the merchant changed what counts. */
export function TotalTrend({ points }: TotalTrendProps) {
  const { t } = useTranslation();
  const { axisMoney, count, day, estimate } = useFormat();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) {
    return (
      <CardSection title={t("trend.title")} testId="trend">
        <Text as="p" tone="subdued">
          {t("trend.begins")}
        </Text>
      </CardSection>
    );
  }
  const isChanged = (index: number) => index > 0 && points[index]!.definitionVersion !== points[index - 1]!.definitionVersion;
  const changed = points.filter((_, index) => isChanged(index));
  const summary = t("trend.summary", { from: day(first.day), to: day(last.day), before: estimate(first.lifetimeValueMinor), now: estimate(last.lifetimeValueMinor) });
  return (
    <CardSection title={t("trend.title")} testId="trend">
      <Text as="p">{summary}</Text>
      {changed.length > 0 && (
        <Text as="p" variant="bodySm">
          {t("trend.changed", { count: changed.length, days: changed.map((point) => day(point.day)).join(", ") })}
        </Text>
      )}
      <Trend
        title={t("trend.title")}
        summary={summary}
        points={points.map(({ day: at, lifetimeValueMinor, range }) => ({
          at: Date.parse(at),
          y: lifetimeValueMinor,
          range: range && { lower: range.lowerMinor, upper: range.upperMinor },
        }))}
        marks={changed.map((point) => Date.parse(point.day))}
        ends={{ first: day(first.day), last: day(last.day) }}
        names={{ line: t("value.lifetime"), band: t("trend.band"), mark: t("trend.mark") }}
        format={axisMoney}
        table={{
          headings: [t("trend.day"), t("value.lifetime"), t("trend.lower"), t("trend.upper"), t("trend.horizon"), t("trend.mark")],
          rows: points.map(({ day: at, lifetimeValueMinor, range, horizonDays }, index) => [
            day(at),
            estimate(lifetimeValueMinor),
            range ? estimate(range.lowerMinor) : "–",
            range ? estimate(range.upperMinor) : "–",
            count(horizonDays),
            isChanged(index) ? t("trend.yes") : "",
          ]),
        }}
      />
    </CardSection>
  );
}
