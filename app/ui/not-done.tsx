import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** A button was pressed, and the app did not answer. */
export function NotDone() {
  const { t } = useTranslation();
  return (
    <div role="alert" data-testid="not-done">
      <Banner tone="critical" title={t("unreachable.notDone")}>
        <Text as="p">{t("unreachable.notDoneMeaning")}</Text>
      </Banner>
    </div>
  );
}
