import { useTranslation } from "react-i18next";
import type { SegmentDefinition } from "#app/segments/definition.ts";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueBorders, ValueTier } from "#app/segments/value-tier.ts";
import { useFormat } from "../use-format.ts";

type Sorted = { definition: SegmentDefinition; borders: ValueBorders; newWindowDays: number; customers: number };

/** The rule of each segment in words, with the number that decides. */
export function useSegmentRules({ definition, borders, newWindowDays, customers }: Sorted) {
  const { t } = useTranslation();
  const { count, decimal, finePercent, money } = useFormat();
  const { tiers } = definition.value;
  const { rule } = definition.stage;

  function tierRule(tier: ValueTier): string {
    if (tier === "negative") return t("segmentRule.negative");
    if (tier === "low") {
      const lowest = borders.mid ?? borders.high ?? borders.vip;
      return lowest === null ? t("segmentRule.everybodyElse") : t("segmentRule.low", { border: money(lowest) });
    }
    const border = borders[tier];
    if (border === null) return customers === 0 ? t("segmentRule.nobody") : t("segmentRule.noBorder");
    if (tiers.by === "amount") return t("segmentRule.amount", { border: money(border) });
    const figures = { share: finePercent(tiers[tier]), border: money(border) };
    return tier === "vip" ? t("segmentRule.top", figures) : t("segmentRule.next", figures);
  }

  function stageRule(stage: Stage): string {
    const days = Math.round(newWindowDays);
    const times = { active: decimal(rule.activeUpToCycles), atRisk: decimal(rule.atRiskUpToCycles), lapsed: decimal(rule.lapsedUpToCycles) };
    return t(`segmentRule.${stage}`, { days: t("days", { count: days, number: count(days) }), ...times });
  }

  return { tierRule, stageRule };
}
