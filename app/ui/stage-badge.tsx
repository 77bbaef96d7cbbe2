import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Stage } from "#app/segments/stage.ts";

const TONES: Record<Stage, BadgeProps["tone"]> = {
  new: "info",
  active: "success",
  "at-risk": "warning",
  lapsed: "attention",
  lost: undefined,
};

export function StageBadge({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  return (
    <Badge tone={TONES[stage]} toneAndProgressLabelOverride={t("segments.stage")}>
      {t(`stage.${stage}`)}
    </Badge>
  );
}
