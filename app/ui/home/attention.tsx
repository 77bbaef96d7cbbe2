import { BlockStack, Divider, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { CardSection } from "../card-section.tsx";
import { CustomerName } from "../customer-name.tsx";
import { NamesNote } from "../names-note.tsx";
import { TierBadge } from "../tier-badge.tsx";
import { useFormat } from "../use-format.ts";
import { type LiveNames, useLiveNames } from "../use-live-names.ts";

type Person = { id: string; lifetimeValueMinor: number; predictedValueMinor: number; lastOrderDay: string; tier: ValueTier };

export type AttentionProps = { atRisk: Person[]; promising: Person[]; names: Promise<LiveNames> };

/** Whom to look after today, and why. */
export function Attention({ atRisk, promising, names: asked }: AttentionProps) {
  const { t } = useTranslation();
  const { day, estimate } = useFormat();
  const names = useLiveNames(asked);
  const lists = [
    { key: "atRisk", people: atRisk, worth: (it: Person) => estimate(it.lifetimeValueMinor), all: "/app/customers?stage=at-risk" },
    { key: "promising", people: promising, worth: (it: Person) => estimate(it.predictedValueMinor), all: "/app/customers?stage=new&sort=predicted-value" },
  ] as const;
  return (
    <CardSection title={t("attention.title")} testId="attention">
      {names?.status === "unavailable" && <NamesNote />}
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="500">
        {lists.map(({ key, people, worth, all }) => (
          <div key={key} data-testid={`attention-${key}`}>
            <BlockStack gap="200">
              <Text as="h3" variant="headingSm">
                {t(`attention.${key}.name`)}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {t(`attention.${key}.${people.length === 0 ? "none" : "meaning"}`)}
              </Text>
              {people.map((person) => (
                <BlockStack key={person.id} gap="200">
                  <Divider />
                  <InlineStack align="space-between" gap="200" wrap={false}>
                    <BlockStack>
                      <Link url={`/app/customers/${person.id}`} removeUnderline>
                        <CustomerName id={person.id} names={names} />
                      </Link>
                      <Text as="span" variant="bodySm" tone="subdued">
                        {t("attention.lastOrder", { day: day(person.lastOrderDay) })}
                      </Text>
                    </BlockStack>
                    <BlockStack inlineAlign="end" gap="100">
                      <Text as="span">{worth(person)}</Text>
                      <TierBadge tier={person.tier} />
                    </BlockStack>
                  </InlineStack>
                </BlockStack>
              ))}
              {people.length > 0 && <Link url={all}>{t(`attention.${key}.all`)}</Link>}
            </BlockStack>
          </div>
        ))}
      </InlineGrid>
    </CardSection>
  );
}
