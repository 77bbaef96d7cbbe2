import { Card, InlineGrid, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ThreeValues, type ThreeValuesProps } from "../three-values.tsx";
import { useFormat } from "../use-format.ts";

export type ValuesProps = ThreeValuesProps & {
  expectedOrders: number;
  /** Ends of the predicted value's 80 % interval; null in runs from before there were intervals. */
  predictedRange: { lowerMinor: number; upperMinor: number } | null;
};

export function Values({ expectedOrders, predictedRange, ...values }: ValuesProps) {
  const { t } = useTranslation();
  const { decimal } = useFormat();
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="500">
        <ThreeValues {...values} testIds="">
          <Text as="p" variant="bodySm" tone="subdued">
            {t("value.expectedOrders", { orders: decimal(expectedOrders) })}
          </Text>
          {predictedRange && values.predictedValueMinor > 0 && <Range {...predictedRange} meanMinor={values.predictedValueMinor} />}
        </ThreeValues>
      </InlineGrid>
    </Card>
  );
}

/** A range holds what is most likely; the mean, which a few draw up, may lie above it. */
function Range({ lowerMinor, upperMinor, meanMinor }: { lowerMinor: number; upperMinor: number; meanMinor: number }) {
  const { t } = useTranslation();
  const { estimate } = useFormat();
  const between = t("value.range", { lower: estimate(lowerMinor), upper: estimate(upperMinor) });
  return (
    <div data-testid="predicted-range">
      <Text as="p" variant="bodySm">
        {upperMinor === 0 ? t("value.rangeNothing") : between}
        {upperMinor > 0 && meanMinor > upperMinor && ` ${t("value.rangeBelow")}`}
      </Text>
    </div>
  );
}
