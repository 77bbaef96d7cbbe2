import { Card, InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { KeyNumber } from "../key-number.tsx";
import { ThreeValues, type ThreeValuesProps } from "../three-values.tsx";
import { useFormat } from "../use-format.ts";

export type TotalsProps = ThreeValuesProps & { customers: number };

/** What all customers are worth together, and how many they are. */
export function Totals({ customers, ...values }: TotalsProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="500">
        <ThreeValues {...values} testIds="total-" />
        <KeyNumber
          testId="total-customers"
          name={t("home.customers")}
          value={count(customers)}
          meaning={t("home.customersMeaning")}
        />
      </InlineGrid>
    </Card>
  );
}
