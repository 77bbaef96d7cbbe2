import { Card, InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ThreeValues, type ThreeValuesProps } from "../three-values.tsx";
import { useFormat } from "../use-format.ts";

export type ValuesProps = ThreeValuesProps & { expectedOrders: number };

export function Values({ expectedOrders, ...values }: ValuesProps) {
  const { t } = useTranslation();
  const { decimal } = useFormat();
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="500">
        <ThreeValues {...values} testIds="" more={t("value.expectedOrders", { orders: decimal(expectedOrders) })} />
      </InlineGrid>
    </Card>
  );
}
