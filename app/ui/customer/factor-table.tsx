import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ScoreExplanation } from "#app/scoring/explain-score.ts";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";

/** What each predictor expects, factor by factor; a column each. Three at most have a weight: two of the ladder and past orders. */
export function FactorTable({ title, parts, levelCorrection: { orders, orderValue }, horizon, score }: ScoreExplanation & { title: string }) {
  const { t } = useTranslation();
  const { count, money, chance, significant, percent } = useFormat();
  const shown = parts.map(({ predictor, weight, factors }) => {
    const ordersIfThere = factors.purchasesWhileAlive;
    const value = factors.probabilityAlive * ordersIfThere * factors.discountFactor * factors.orderValueMinor;
    return { predictor, weight, factors, value };
  });
  const sum = shown.reduce((total, { weight, value }) => total + weight * value, 0);
  const isCorrected = orders !== 1 || orderValue !== 1;
  const whole = (minor: number) => money(Math.round(minor));
  const row = (name: string, cell: (part: (typeof shown)[number]) => string) => [name, ...shown.map(cell)];
  return (
    <BlockStack gap="200">
      <NumberTable
        title={title}
        headings={[t("factor.title"), ...shown.map(({ predictor }) => t(`predictor.${predictor}`))]}
        rows={[
          row(t("factor.probabilityAlive"), ({ factors }) => chance(factors.probabilityAlive)),
          row(t("factor.purchasesWhileAlive", { days: count(horizon.horizonDays) }), ({ factors }) => `× ${significant(factors.purchasesWhileAlive)}`),
          row(t("factor.orderValueMinor"), ({ factors }) => `× ${whole(factors.orderValueMinor)}`),
          row(t("factor.discountFactor", { rate: percent(horizon.annualDiscountRate) }), ({ factors }) => `× ${significant(factors.discountFactor)}`),
          row(t("factor.value"), ({ value }) => `= ${whole(value)}`),
          row(t("factor.weight"), ({ weight }) => `× ${percent(weight)}`),
        ]}
      />
      <Text as="p">
        {t("calculation.sum", { sum: whole(sum) })}{" "}
        {isCorrected && t("calculation.corrected", { orders: significant(orders), orderValue: significant(orderValue), value: whole(score.predictedValueMinor) })}
      </Text>
      <Text as="p" tone="subdued">
        {isCorrected ? t("calculation.correction") : t("calculation.noCorrection")} {t("calculation.rounded")}
      </Text>
    </BlockStack>
  );
}
