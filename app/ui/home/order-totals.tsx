import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { RECOUNTED_UP_TO_ORDERS } from "#app/orders/recounted-up-to.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";

/** Every order the shop has, in one line of the table each time: counted, a guest's, or left out for a reason. */
export function OrderTotals({ ledger, computedAt }: { ledger: LedgerTotals; computedAt: string }) {
  const { counted, guests, optedOut, excluded, customersHistoricMinor } = ledger;
  const { t } = useTranslation();
  const { count, money, instant } = useFormat();
  const line = (name: string, { orders, netMinor }: { orders: number; netMinor: number | null }) => [
    name,
    count(orders),
    netMinor === null ? "–" : money(netMinor),
  ];
  return (
    <CardSection title={t("orders.title")} testId="order-totals">
      <NumberTable
        title={t("orders.title")}
        headings={[t("orders.which"), t("orders.orders"), t("orders.net")]}
        rows={[
          line(t("orders.counted"), { orders: counted.orders - guests.orders - optedOut.orders, netMinor: customersHistoricMinor }),
          line(t("orders.guests"), guests),
          ...(optedOut.customers > 0 ? [line(t("orders.optedOut", { count: optedOut.customers, number: count(optedOut.customers) }), optedOut)] : []),
          ...excluded.map((sum) => line(t("orders.leftOut", { reason: t(`exclusion.${sum.exclusion}`) }), sum)),
        ]}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {t("orders.guestsMeaning")}
      </Text>
      {optedOut.customers > 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("orders.optedOutMeaning")}
        </Text>
      )}
      {ledger.orders > RECOUNTED_UP_TO_ORDERS && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("orders.asOf", { at: instant(computedAt) })}
        </Text>
      )}
    </CardSection>
  );
}
