import { Banner, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { FEWEST_TO_COMPARE } from "#app/insights/judge-change.ts";
import type { ShopAlert } from "#app/insights/shop-alerts.ts";
import { useFormat } from "../use-format.ts";
import { useMeasure } from "./use-measure.ts";

/** What a merchant should know of today, each with its reason and how many customers it rests on. */
export function Alerts({ alerts }: { alerts: ShopAlert[] }) {
  const { t } = useTranslation();
  return (
    <div data-testid="alerts">
      <Banner tone="warning" title={t("alerts.title", { count: alerts.length })}>
        <List>
          {alerts.map((alert) => (
            <List.Item key={alert.kind === "trend" ? alert.measure : alert.kind}>
              <AlertText {...alert} />
            </List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}

function AlertText(alert: ShopAlert) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  const measureText = useMeasure();
  switch (alert.kind) {
    case "trend": {
      const { measure, n } = alert;
      const numbers = { now: measureText(measure, alert.now), before: measureText(measure, alert.before) };
      return (
        <>
          <Text as="p">{t(`alerts.${measure}`, numbers)}</Text>
          <Text as="p" variant="bodySm">
            {t("alerts.basis", { count: n, number: count(n), fewest: count(FEWEST_TO_COMPARE) })}
          </Text>
        </>
      );
    }
    case "unexplained":
      return (
        <Text as="p">
          {t("alerts.unexplained", { count: alert.customers, number: count(alert.customers), compared: count(alert.compared), amount: money(alert.amountMinor) })}
        </Text>
      );
    case "late-orders":
      return (
        <Text as="p">
          {t("alerts.late-orders", { count: alert.orders, number: count(alert.orders), minutes: count(alert.minutes) })}{" "}
          <Link url="/app/activity">{t("nav.activity")}</Link>
        </Text>
      );
  }
}
