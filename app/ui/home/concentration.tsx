import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Concentration as Curve } from "#app/insights/overview.ts";
import { CardSection } from "../card-section.tsx";
import { Lines } from "../charts/lines.tsx";
import { useFormat } from "../use-format.ts";

/** How few customers bring most of the revenue. */
export function Concentration({ customers, revenueMinor, points, customersForMost }: Curve) {
  const { t } = useTranslation();
  const { count, money, percent } = useFormat();
  const shares = points.map((point) => ({ ...point, share: point.customers / customers, ofRevenue: point.revenueMinor / revenueMinor }));
  const summary = t("concentration.summary", { count: customersForMost, number: count(customersForMost), share: percent(customersForMost / customers) });
  return (
    <CardSection title={t("concentration.title")} testId="concentration">
      <Text as="p">{summary}</Text>
      {points.length > 1 && (
        <Lines
          title={t("concentration.title")}
          summary={summary}
          lines={[
            { name: t("concentration.curve"), points: [{ x: 0, y: 0 }, ...shares.map(({ share, ofRevenue }) => ({ x: 100 * share, y: ofRevenue }))] },
            { name: t("concentration.equal"), points: [{ x: 0, y: 0 }, { x: 100, y: 1 }] },
          ]}
          level={null}
          axis={t("concentration.axis")}
          format={percent}
          table={{
            headings: [t("concentration.best"), t("home.customers"), t("concentration.revenue"), t("concentration.share")],
            rows: shares.map((point) => [percent(point.share), count(point.customers), money(point.revenueMinor), percent(point.ofRevenue)]),
          }}
        />
      )}
    </CardSection>
  );
}
