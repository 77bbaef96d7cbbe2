import { Card, InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { KeyNumber } from "../key-number.tsx";
import { useFormat } from "../use-format.ts";

export type TotalsProps = {
  customers: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  lifetimeValueMinor: number;
  horizonDays: number;
  annualDiscountRate: number;
};

export function Totals(totals: TotalsProps) {
  const { t } = useTranslation();
  const { money, count, percent } = useFormat();
  const horizon = { days: count(totals.horizonDays), rate: percent(totals.annualDiscountRate) };
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="500">
        <KeyNumber
          testId="total-lifetime-value"
          name={t("value.lifetime")}
          value={money(totals.lifetimeValueMinor)}
          meaning={t("value.lifetimeMeaning")}
        />
        <KeyNumber
          testId="total-historic-value"
          name={t("value.historic")}
          value={money(totals.historicValueMinor)}
          meaning={t("value.historicMeaning")}
        />
        <KeyNumber
          testId="total-predicted-value"
          name={t("value.predicted")}
          value={money(totals.predictedValueMinor)}
          meaning={t("value.predictedMeaning", horizon)}
        />
        <KeyNumber
          testId="total-customers"
          name={t("home.customers")}
          value={count(totals.customers)}
          meaning={t("home.customersMeaning")}
        />
      </InlineGrid>
    </Card>
  );
}
