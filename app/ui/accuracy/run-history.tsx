import { useTranslation } from "react-i18next";
import type { PurchaseModelName } from "#app/scoring/purchase-models.ts";
import type { Standing } from "#app/scoring/standing.ts";
import { CardSection } from "../card-section.tsx";
import { Moment } from "../moment.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useModelName } from "../use-model-name.ts";

export type RunHistoryProps = {
  runs: {
    id: string;
    finishedAt: string;
    /** The shop's then. */
    currency: string;
    /** With an order that counts. */
    customers: number;
    model: PurchaseModelName;
    isPooled: boolean;
    predictedValueMinor: number;
    range: { lowerMinor: number; upperMinor: number } | null;
    standing: Standing | null;
  }[];
};

/** What each run came to, the newest first. */
export function RunHistory({ runs }: RunHistoryProps) {
  const { t } = useTranslation();
  const { count, estimate } = useFormat();
  const modelName = useModelName();
  return (
    <CardSection title={t("history.title")} testId="history">
      <NumberTable
        title={t("history.title")}
        words={[2, 5]}
        headings={[t("history.at"), t("history.customers"), t("history.model"), t("value.predicted"), t("history.range"), t("history.verdict")]}
        rows={runs.map(({ finishedAt, currency, customers, predictedValueMinor, range, standing, ...used }) => [
          <Moment key="at" at={finishedAt} />,
          count(customers),
          // The model of nobody is none that was fitted.
          customers > 0 ? modelName(used) : "–",
          estimate(predictedValueMinor, currency),
          range && customers > 0 ? t("history.between", { lower: estimate(range.lowerMinor, currency), upper: estimate(range.upperMinor, currency) }) : "–",
          t(`standing.${standing ?? "untested"}`),
        ])}
      />
    </CardSection>
  );
}
