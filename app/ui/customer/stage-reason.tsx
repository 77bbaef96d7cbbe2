import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StageExplanation } from "#app/segments/explain-stage.ts";
import { useFormat } from "../use-format.ts";

/** The rule behind the stage, with this customer's figures. */
export function StageReason({ stage, judged, reason, basis, figures, rhythm, rule, cycleDays, overdueCycles }: StageExplanation) {
  const { t } = useTranslation();
  const { count, decimal, probability, percent } = useFormat();
  const days = (number: number) => t("days", { count: Math.round(number), number: count(number) });
  const held = judged !== stage && <Text as="p">{t("stageReason.held", { judged: t(`stage.${judged}`), stage: t(`stage.${stage}`) })}</Text>;
  if (reason === "first-purchase") {
    return (
      <BlockStack gap="100">
        <Text as="p">
          {t("stageReason.first-purchase", { since: days(figures.daysSinceFirst), window: days(rhythm.newWindowDays) })}
        </Text>
        {held}
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="100">
      <Text as="p">
        {t("stageReason.measured", {
          since: days(figures.daysSinceLast),
          cycle: t("days", { count: cycleDays, number: decimal(cycleDays) }),
          cycles: decimal(overdueCycles),
        })}
      </Text>
      {reason !== "overdue" && (
        <Text as="p">
          {t(`stageReason.${reason}`, {
            alive: figures.probabilityAlive !== null && probability(figures.probabilityAlive),
            limit: percent(reason === "too-likely-alive" ? rule.lostBelowAlive : rule.activeFromAlive),
          })}
        </Text>
      )}
      {basis === "historic" && <Text as="p">{t("stageReason.own-rhythm")}</Text>}
      {held}
      <Text as="p" tone="subdued">
        {t("stageReason.rule", {
          active: decimal(rule.activeUpToCycles),
          atRisk: decimal(rule.atRiskUpToCycles),
          lapsed: decimal(rule.lapsedUpToCycles),
        })}
      </Text>
    </BlockStack>
  );
}
