import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ScoreExplanation } from "#app/scoring/explain-score.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { CalculationSteps } from "./calculation-steps.tsx";
import { Parameters } from "./parameters.tsx";

export type CalculationProps = {
  why: ScoreExplanation;
  /** As it stands in the customer's row; what the steps come to has to be the same. */
  predictedValueMinor: number;
};

/** The predicted value step by step: what is known, who predicts, the factors, the correction, the result. */
export function Calculation({ why, predictedValueMinor }: CalculationProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const result = why.score.predictedValueMinor;
  return (
    <CardSection title={t("calculation.title")} testId="calculation">
      <CalculationSteps why={why} tableTitle={t("calculation.factors")} />
      <div data-testid="calculation-result">
        {result === predictedValueMinor ? (
          <Text as="p" fontWeight="semibold">
            {t("calculation.same", { value: money(result) })}
          </Text>
        ) : (
          <Banner tone="warning">{t("calculation.differs", { value: money(result), stored: money(predictedValueMinor) })}</Banner>
        )}
      </div>
      <Parameters {...why} />
    </CardSection>
  );
}
