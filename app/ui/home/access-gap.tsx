import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";

/** `to` is null as long as the app has no access. */
export type AccessGapProps = { from: string; to: string | null };

/** Since when Shopify did not let the app in, and what becomes of the orders of that time. */
export function AccessGap({ from, to }: AccessGapProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <div data-testid="access-gap">
      <Banner tone="warning" title={t("access.lost", { from: instant(from) })}>
        {to === null ? t("access.openAgain") : t("access.back", { to: instant(to) })}
      </Banner>
    </div>
  );
}
