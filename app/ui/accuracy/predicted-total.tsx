import { Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { KeyNumber } from "../key-number.tsx";
import { useFormat } from "../use-format.ts";

export type PredictedTotalProps = {
  predictedValueMinor: number;
  /** Null in runs from before there were intervals. */
  range: { lowerMinor: number; upperMinor: number } | null;
  horizonDays: number;
};

export function PredictedTotal({ predictedValueMinor, range, horizonDays }: PredictedTotalProps) {
  const { t } = useTranslation();
  const { count, estimate } = useFormat();
  return (
    <Card>
      <KeyNumber
        testId="predicted-total"
        name={t("accuracy.total", { days: count(horizonDays) })}
        value={estimate(predictedValueMinor)}
        meaning={range ? t("value.totalRange", { lower: estimate(range.lowerMinor), upper: estimate(range.upperMinor) }) : t("value.noRange")}
      />
    </Card>
  );
}
