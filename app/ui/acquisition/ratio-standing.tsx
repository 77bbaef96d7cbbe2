import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Standing } from "#app/insights/band.ts";

const TONES = { below: "warning", within: "success", above: "info" } as const;

/** Where a ratio stands against what is usual. */
export function RatioStanding({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[standing]}>{t(`bandStanding.${standing}`)}</Badge>;
}
