import { Banner, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Dimension } from "#app/tags/tag-dimension.ts";
import { ChangeButton } from "../change-button.tsx";
import { useFormat } from "../use-format.ts";

export type LeftAloneProps = {
  /** Dimensions whose tags on the customer somebody changed by hand, and that are left as they are since then. */
  changes: { dimension: Dimension; noticedAt: string; kept: string[]; added: string[] }[];
  noting: boolean;
  onResume: (dimension: Dimension) => void;
};

export function LeftAlone({ changes, noting, onResume }: LeftAloneProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return changes.map(({ dimension, noticedAt, kept, added }) => (
    <div key={dimension} data-testid={`left-alone-${dimension}`}>
      <Banner tone="info" title={t(`leftAlone.${dimension}`)}>
        <BlockStack gap="200">
          <Text as="p">{t("leftAlone.since", { at: instant(noticedAt) })}</Text>
          <Text as="p">{[...kept, ...added].join(", ") || t("leftAlone.none")}</Text>
          <InlineStack>
            <ChangeButton onClick={() => onResume(dimension)} loading={noting}>{t("leftAlone.resume")}</ChangeButton>
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  ));
}
