import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Undone } from "./answer-or.ts";

/** Why a file that was asked for has not come. */
export function NoFile({ why }: { why: Undone }) {
  const { t } = useTranslation();
  return (
    <div role="alert" data-testid="no-file">
      <Banner tone="critical">{why === "no-answer" ? t("noFile") : why.refused}</Banner>
    </div>
  );
}
