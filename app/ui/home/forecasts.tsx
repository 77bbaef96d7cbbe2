import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Overview } from "#app/insights/overview.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";

export type ForecastsProps = { forecasts: Overview["forecasts"] };

type Expected = Overview["forecasts"][number]["orders"];

/** What the shop can expect to sell: for stock and staff. */
export function Forecasts({ forecasts }: ForecastsProps) {
  const { t } = useTranslation();
  const { count, estimate } = useFormat();
  const isKnown = forecasts.some(({ orders }) => orders !== null);
  const cell = (expected: Expected, words: (value: number) => string, whiteSpace: "normal" | "nowrap") =>
    expected === null ? (
      "–"
    ) : (
      <BlockStack key="expected" inlineAlign="end">
        <Text as="span">{words(expected.value)}</Text>
        {expected.range && (
          <span style={{ whiteSpace }}>
            <Text as="span" variant="bodySm" tone="subdued">
              {t("forecast.range", { lower: words(expected.range.lower), upper: words(expected.range.upper) })}
            </Text>
          </span>
        )}
      </BlockStack>
    );
  return (
    <CardSection title={t("forecast.title")} testId="forecasts">
      {isKnown ? (
        <>
          <NumberTable
            title={t("forecast.title")}
            headings={[t("forecast.next"), t("forecast.orders"), t("forecast.revenue")]}
            rows={forecasts.map(({ days, orders, revenueMinor }) => [
              t("forecast.days", { count: days }),
              cell(orders, count, "nowrap"),
              // Two amounts are wider than a phone.
              cell(revenueMinor, estimate, "normal"),
            ])}
          />
          <Text as="p" variant="bodySm" tone="subdued">
            {t("forecast.meaning")}
          </Text>
        </>
      ) : (
        <Text as="p" tone="subdued">
          {t("forecast.tooShort")}
        </Text>
      )}
    </CardSection>
  );
}
