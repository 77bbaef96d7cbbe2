import { BlockStack, InlineStack, Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Mover } from "#app/tags/compare-definitions.ts";
import { Disclosure } from "../disclosure.tsx";
import { SegmentChange } from "../segment-change.tsx";

/** Some of those who would come into another segment. */
export function PreviewMovers({ movers }: { movers: Mover[] }) {
  const { t } = useTranslation();
  return (
    <Disclosure title={t("preview.movers", { count: movers.length })} testId="preview-movers">
      <BlockStack gap="200">
        {movers.map(({ customerId, ...change }) => (
          <InlineStack key={customerId + change.dimension} align="space-between" gap="200">
            <Link url={`/app/customers/${customerId}`} removeUnderline>
              {t("customer.number", { id: customerId })}
            </Link>
            <SegmentChange {...change} />
          </InlineStack>
        ))}
      </BlockStack>
    </Disclosure>
  );
}
