import { Badge, BlockStack, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Exclusion } from "#app/orders/exclusion.ts";
import type { NetComponent } from "#app/orders/explain-order.ts";
import type { ValueRule } from "#app/orders/value-rule.ts";
import { CardSection } from "../card-section.tsx";
import { ruleName } from "../rule-name.ts";
import { useFormat } from "../use-format.ts";

type LedgerOrder = {
  id: string;
  name: string;
  processedAt: string;
  /** Null: it counts. */
  exclusion: Exclusion | null;
  currency: string;
  /** In its own currency, as its parts. */
  netMinor: number;
  components: NetComponent[];
};

export type LedgerProps = {
  rule: ValueRule;
  orders: LedgerOrder[];
  total: number;
  /** Where the next page starts; null on the last one. */
  older: string | null;
};

/** Every order, in or out, with the reason and what its net value is made of. */
export function Ledger({ rule, orders, total, older }: LedgerProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <CardSection title={t("ledger.title", { count: total, number: count(total) })} testId="ledger">
      <Text as="p" variant="bodySm" tone="subdued">
        {t(`ledger.rule.${ruleName(rule)}`)}
      </Text>
      {orders.map((order) => (
        <LedgerLine key={order.id} {...order} />
      ))}
      {older && <Link url={`?orders=${older}`}>{t("ledger.older")}</Link>}
    </CardSection>
  );
}

function LedgerLine({ name, processedAt, exclusion, currency, netMinor, components }: LedgerOrder) {
  const { t } = useTranslation();
  const { money, instant } = useFormat();
  const isGoodsAlone = components.every(({ label }) => label === "goods" || label === "goods-with-tax");
  return (
    <div data-testid="ledger-order" data-counts={exclusion === null}>
      <BlockStack gap="150">
        <Divider />
        <InlineStack align="space-between" gap="200" wrap={false}>
          <InlineStack align="start" gap={{ xs: "100", sm: "200" }} blockAlign="center">
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {instant(processedAt)}
            </Text>
            {exclusion === null ? (
              <Badge tone="success">{t("ledger.counts")}</Badge>
            ) : (
              <Badge tone="attention">{t("ledger.leftOut", { reason: t(`exclusion.${exclusion}`) })}</Badge>
            )}
          </InlineStack>
          <Text as="span" fontWeight="semibold" tone={exclusion === null ? undefined : "subdued"}>
            {money(netMinor, currency)}
          </Text>
        </InlineStack>
        {!isGoodsAlone && (
          <Text as="p" variant="bodySm" tone="subdued">
            {components.map(({ label, minor }, index) => (
              <Fragment key={label}>
                {index > 0 && " · "}
                {/* Lines are broken after a minus, too. */}
                <span style={{ whiteSpace: "nowrap" }}>{t("ledger.part", { part: t(`part.${label}`), amount: money(minor, currency) })}</span>
              </Fragment>
            ))}
          </Text>
        )}
      </BlockStack>
    </div>
  );
}
