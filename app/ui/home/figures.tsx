import { BlockStack } from "@shopify/polaris";
import type { Concentration as Curve } from "#app/insights/overview.ts";
import { Concentration } from "./concentration.tsx";
import { Forecasts, type ForecastsProps } from "./forecasts.tsx";
import { Measures, type MeasuresProps } from "./measures.tsx";

export type FiguresProps = MeasuresProps & ForecastsProps & { concentration: Curve | null };

/** How the shop goes, and what it can expect. */
export function Figures({ days, measures, past, forecasts, concentration }: FiguresProps) {
  return (
    <BlockStack gap="400">
      {measures.length > 0 && <Measures days={days} measures={measures} past={past} />}
      <Forecasts forecasts={forecasts} />
      {concentration && <Concentration {...concentration} />}
    </BlockStack>
  );
}
