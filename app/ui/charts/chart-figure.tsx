import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useParentSize } from "@visx/responsive";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Disclosure } from "../disclosure.tsx";
import { NumberTable } from "../number-table.tsx";

/** How wide the server takes the page to be; the browser measures. The height is fixed, so that nothing moves. */
const WIDTH_UNKNOWN = 600;

export type ChartTable = { headings: string[]; rows: string[][] };

type ChartFigureProps = {
  /** The table's name, too. */
  title: string;
  /** What is to be seen, in a sentence. */
  summary: string;
  height: number;
  /** Each series' name, and how it is drawn. */
  legend: { name: string; sample: ReactNode }[];
  /** The same numbers: the first column names, the others count. */
  table: ChartTable;
  /** What to draw in a width. */
  children: (width: number) => ReactNode;
};

/** A chart with what every chart has: legend, a spoken summary, and a table behind it. */
export function ChartFigure({ title, summary, height, legend, table, children }: ChartFigureProps) {
  const { t } = useTranslation();
  const { parentRef, width } = useParentSize({ initialSize: { width: WIDTH_UNKNOWN }, ignoreDimensions: ["height", "top", "left"] });
  return (
    <figure style={{ margin: 0 }}>
      <BlockStack gap="300">
        <InlineStack gap="400">
          {legend.map(({ name, sample }, index) => (
            // Two products may be called alike.
            <InlineStack key={index} gap="150" blockAlign="center">
              <svg width={24} height={12} aria-hidden>
                {sample}
              </svg>
              <Text as="span" variant="bodySm">
                {name}
              </Text>
            </InlineStack>
          ))}
        </InlineStack>
        <div ref={parentRef} style={{ height, overflow: "hidden" }}>
          <svg role="img" aria-label={summary} width={width} height={height} style={{ display: "block" }}>
            {children(width)}
          </svg>
        </div>
        <Disclosure title={t("chart.table")} testId="chart-table">
          <NumberTable title={title} {...table} />
        </Disclosure>
      </BlockStack>
    </figure>
  );
}
