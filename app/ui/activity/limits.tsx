import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShownLimits } from "#app/views/shown-limits.ts";
import { CardSection } from "../card-section.tsx";
import { Facts } from "../facts.tsx";
import { useFormat } from "../use-format.ts";
import { useTimeLeft } from "../use-time-left.ts";

/** What Shopify allows at the moment, what waits for it, and for how long. */
export function Limits({ bucket, waiting, next, secondsLeft, closedUntil, slowSince }: ShownLimits) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  const timeLeft = useTimeLeft(secondsLeft);
  const inLine = next.orders + next.customers;
  return (
    <CardSection title={t("limits.title")} testId="limits">
      <Text as="p">{t("limits.meaning")}</Text>
      {slowSince !== null && (
        <Banner tone="warning" title={t("limits.slow", { at: instant(slowSince) })}>
          {t("limits.slowMeaning")}
        </Banner>
      )}
      {closedUntil !== null && <Text as="p">{t("limits.closed", { at: instant(closedUntil) })}</Text>}
      {waiting && <Text as="p">{t("limits.waiting", { count: waiting.calls, number: count(waiting.calls), at: instant(waiting.since) })}</Text>}
      {next.orders > 0 && <Text as="p">{t("limits.nextOrders", { count: next.orders, number: count(next.orders) })}</Text>}
      {next.customers > 0 && <Text as="p">{t("limits.nextCustomers", { count: next.customers, number: count(next.customers) })}</Text>}
      {timeLeft && <Text as="p">{t("limits.timeLeft", { timeLeft })}</Text>}
      {!waiting && inLine === 0 && closedUntil === null && slowSince === null && <Text as="p">{t("limits.nothingWaits")}</Text>}
      {bucket ? (
        <Facts
          facts={[
            { name: t("limits.available"), value: t("limits.of", { available: count(bucket.available), maximum: count(bucket.maximum) }) },
            { name: t("limits.back"), value: t("limits.aSecond", { number: count(bucket.restoreRate) }) },
            { name: t("limits.told"), value: instant(bucket.toldAt) },
          ]}
        />
      ) : (
        <Text as="p" tone="subdued">
          {t("limits.notTold")}
        </Text>
      )}
    </CardSection>
  );
}
