import { Badge, type BadgeProps, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Ladder } from "#app/scoring/ladder.ts";
import { spokenNumbers } from "#app/scoring/spoken-numbers.ts";
import { useFormat } from "./use-format.ts";

const TONES: Record<Ladder["confidence"], BadgeProps["tone"]> = { low: "attention", medium: "info", high: "success" };

/** In which way a shop's customers are predicted, how sure that is, and the reason in a sentence. */
export function LadderNote({ rung, confidence, reason }: Ladder) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const spoken = spokenNumbers(reason);
  // Each sentence has some of them.
  const said = (name: string) => (spoken[name] === undefined ? "" : count(spoken[name]));
  const numbers = {
    customers: said("customers"),
    repeatCustomers: said("repeatCustomers"),
    ageDays: said("ageDays"),
    horizonDays: said("horizonDays"),
    needed: said("needed"),
  };
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {t(`rung.${rung}`)}
        </Text>
        <ConfidenceBadge confidence={confidence} />
      </InlineStack>
      <Text as="p">{t(`rungMeaning.${rung}`)}</Text>
      <Text as="p">{t(`ladderReason.${reason.key}`, numbers)}</Text>
    </BlockStack>
  );
}

export function ConfidenceBadge({ confidence }: Pick<Ladder, "confidence">) {
  const { t } = useTranslation();
  return (
    <Badge tone={TONES[confidence]} toneAndProgressLabelOverride={t("confidence.label")}>
      {t(`confidence.${confidence}`)}
    </Badge>
  );
}
