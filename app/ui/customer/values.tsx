import { Card, InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { KeyNumber } from "../key-number.tsx";
import { useFormat } from "../use-format.ts";

export type ValuesProps = {
  lifetimeValueMinor: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  expectedOrders: number;
  horizonDays: number;
  annualDiscountRate: number;
};

/** The three values of a customer, side by side, since they differ. */
export function Values(values: ValuesProps) {
  const { t } = useTranslation();
  const { money, count, decimal, percent } = useFormat();
  const horizon = { days: count(values.horizonDays), rate: percent(values.annualDiscountRate) };
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="500">
        <KeyNumber
          testId="lifetime-value"
          name={t("value.lifetime")}
          value={money(values.lifetimeValueMinor)}
          meaning={t("value.lifetimeMeaning")}
        />
        <KeyNumber
          testId="historic-value"
          name={t("value.historic")}
          value={money(values.historicValueMinor)}
          meaning={t("value.historicMeaning")}
        />
        <KeyNumber
          testId="predicted-value"
          name={t("value.predicted")}
          value={money(values.predictedValueMinor)}
          meaning={`${t("value.predictedMeaning", horizon)} ${t("value.expectedOrders", { orders: decimal(values.expectedOrders) })}`}
        />
      </InlineGrid>
    </Card>
  );
}
