import { Card, InlineGrid, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Ladder } from "#app/scoring/ladder.ts";
import { KeyNumber } from "../key-number.tsx";
import { ThreeValues, type ThreeValuesProps } from "../three-values.tsx";
import { useFormat } from "../use-format.ts";

export type TotalsProps = ThreeValuesProps & {
  customers: number;
  /** Ends of the predicted total's 80 % interval; null in runs from before there were intervals. */
  predictedRange: { lowerMinor: number; upperMinor: number } | null;
  confidence: Ladder["confidence"];
};

/** What all customers are worth together, how sure that is, and how many they are. */
export function Totals({ customers, predictedRange, confidence, ...values }: TotalsProps) {
  const { t } = useTranslation();
  const { count, estimate } = useFormat();
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="500">
        <ThreeValues {...values} testIds="total-">
          {predictedRange && customers > 0 && (
            <Text as="p" variant="bodySm">
              {t("value.totalRange", { lower: estimate(predictedRange.lowerMinor), upper: estimate(predictedRange.upperMinor) })}
            </Text>
          )}
          <Text as="p" variant="bodySm">
            <Link url="/app/accuracy">{t("confidence.why", { confidence: t(`confidence.${confidence}`) })}</Link>
          </Text>
        </ThreeValues>
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
