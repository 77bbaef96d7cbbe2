import { InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Concentration as Curve } from "#app/insights/overview.ts";
import { BetweenCards } from "../between-cards.tsx";
import { Concentration } from "./concentration.tsx";
import type { ForecastsProps } from "./forecasts.tsx";
import { Measures, type MeasuresProps } from "./measures.tsx";
import { type TierRow, TierTable } from "./tier-table.tsx";

export type Overview = MeasuresProps & ForecastsProps & { concentration: Curve | null };

type FiguresProps = { /** Null while it is worked out for the first time. */ overview: Overview | null; tiers: TierRow[] };

/** How the shop went, and who brought it. */
export function Figures({ overview, tiers }: FiguresProps) {
  const { t } = useTranslation();
  return (
    <>
      {overview === null && <BetweenCards>{t("home.figuresLater")}</BetweenCards>}
      {overview !== null && overview.measures.length > 0 && <Measures {...overview} />}
      <InlineGrid columns={{ xs: 1, md: overview?.concentration ? 2 : 1 }} gap="400" alignItems="start">
        {overview?.concentration && <Concentration {...overview.concentration} />}
        <TierTable tiers={tiers} />
      </InlineGrid>
    </>
  );
}
