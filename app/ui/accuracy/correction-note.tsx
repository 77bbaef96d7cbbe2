import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Method } from "#app/scoring/back-test.ts";
import type { ShownBackTest, ShownOrigin } from "#app/views/shown-back-test.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";

type CorrectionNoteProps = {
  orders: number;
  orderValue: number;
  /** Over which the values in the app look ahead. */
  horizonDays: number;
  backTest: Extract<ShownBackTest, { kind: "tested" }>;
};

/** What forecasts are multiplied by, and by how much totals were off with and without it. */
export function CorrectionNote({ orders, orderValue, horizonDays, backTest }: CorrectionNoteProps) {
  const { t } = useTranslation();
  const { count, day, signedPercent } = useFormat();
  const bias = ({ methods }: ShownOrigin, method: Method) => {
    const off = methods.find((it) => it.method === method)?.bias ?? null;
    return off === null ? "–" : signedPercent(off);
  };
  const isNone = orders === 1 && orderValue === 1;
  return (
    <CardSection title={t("correction.title")} testId="correction">
      <Text as="p">
        {isNone ? t("correction.none") : t("correction.factors", { orders: signedPercent(orders - 1), orderValue: signedPercent(orderValue - 1) })}
      </Text>
      <Text as="p">{t("correction.past")}</Text>
      <NumberTable
        title={t("correction.title")}
        headings={[t("comparison.date"), t("correction.without"), t("correction.with")]}
        rows={backTest.origins.map((origin) => [day(origin.day), bias(origin, origin.model), bias(origin, "chosen")])}
      />
      <Text as="p" tone="subdued">
        {t("correction.carried", { tested: count(backTest.horizonDays), days: count(horizonDays) })}
      </Text>
    </CardSection>
  );
}
