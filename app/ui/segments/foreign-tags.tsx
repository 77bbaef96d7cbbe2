import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PreviewAnswer } from "#app/tags/preview-definition.server.ts";

type ForeignTagsProps = Pick<Extract<PreviewAnswer, { kind: "previewed" }>, "foreign">;

/** Names that are somebody else's already: who listens to them would hear of our customers, too. */
export function ForeignTags({ foreign }: ForeignTagsProps) {
  const { t } = useTranslation();
  if (foreign.status === "unavailable") return <Text as="p">{t("foreign.unavailable")}</Text>;
  if (foreign.data.length === 0) return null;
  return (
    <div data-testid="foreign-tags">
      <Banner tone="warning" title={t("foreign.title")}>
        {t("foreign.meaning", { tags: foreign.data.join(", ") })}
      </Banner>
    </div>
  );
}
