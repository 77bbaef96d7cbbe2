import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Says why there are numbers where names belong. */
export function NamesNote() {
  const { t } = useTranslation();
  return (
    <div data-testid="names-unavailable">
      <Banner tone="info">{t("names.unavailable")}</Banner>
    </div>
  );
}
