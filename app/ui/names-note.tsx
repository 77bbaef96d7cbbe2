import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { seesCustomers } from "#app/shops/permissions.ts";
import { useReader } from "./use-reader.ts";

/** Says why there are numbers where names belong. */
export function NamesNote() {
  const { t } = useTranslation();
  const { permissions } = useReader();
  // ReadOnlyNote says so already.
  if (!seesCustomers(permissions)) return null;
  return (
    <div data-testid="names-unavailable">
      <Banner tone="info">{t("names.unavailable")}</Banner>
    </div>
  );
}
