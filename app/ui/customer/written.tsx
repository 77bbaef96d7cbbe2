import { Banner, InlineStack, Tag, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { CardSection } from "../card-section.tsx";
import { Facts } from "../facts.tsx";
import { useFormat } from "../use-format.ts";

export type WrittenProps = {
  tags: string[];
  metafields: { key: string; value: string }[];
  pending: boolean;
  error: string | null;
  writtenAt: string;
};

/** What the app has put on this customer in Shopify. */
export function Written({ written }: { written: WrittenProps | null }) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  /** The words of the figure, unless an older version of the app has written one that there is no more. */
  const nameOf = (key: string) => {
    const known = METAFIELD_KEYS.find((one) => one === key);
    return known ? t(`metafield.${known}`) : key;
  };
  return (
    <CardSection title={t("customer.written")} testId="written">
      {written === null && (
        <Text as="p" tone="subdued">
          {t("customer.nothingWritten")}
        </Text>
      )}
      {written?.error && (
        <Banner tone="warning" title={t("customer.refused")}>
          {written.error}
        </Banner>
      )}
      {written && (
        <>
          <InlineStack gap="100">
            {written.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </InlineStack>
          <Facts facts={written.metafields.map(({ key, value }) => ({ name: nameOf(key), value, isText: true }))} />
          <Text as="p" variant="bodySm" tone="subdued">
            {written.pending ? t("customer.writing") : t("customer.writtenAt", { at: instant(written.writtenAt) })}
          </Text>
        </>
      )}
    </CardSection>
  );
}
