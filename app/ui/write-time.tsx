import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { WriteCost } from "#app/tags/estimate-cost.ts";
import { useFormat } from "./use-format.ts";

/** What a write takes of the shop's budget at Shopify, and how long. */
export function WriteTime({ cost }: { cost: WriteCost }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const seconds = Math.max(1, Math.ceil(cost.seconds));
  const minutes = Math.ceil(seconds / 60);
  const time = seconds < 120 ? t("preview.seconds", { count: seconds, number: count(seconds) }) : t("preview.minutes", { count: minutes, number: count(minutes) });
  return (
    <Text as="p" tone="subdued">
      {t(`preview.cost.${cost.way}`, { points: count(cost.points), time })}
    </Text>
  );
}
