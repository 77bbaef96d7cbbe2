import { useLocation } from "@remix-run/react";
import { Banner, Link, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** What only the merchant can say and has not said yet; where to say it. */
export function MissingCosts({ missing }: { missing: ("margin" | "spend")[] }) {
  const { t } = useTranslation();
  // Without it, the link would be to the page as nothing was chosen there.
  const { search } = useLocation();
  if (missing.length === 0) return null;
  return (
    <div data-testid="missing-costs">
      <Banner tone="info" title={t("acquisition.missing")}>
        <List>
          {missing.map((it) => (
            <List.Item key={it}>
              {t(`acquisition.without.${it}`)} <Link url={`${search}#${it}`}>{t(`acquisition.enter.${it}`)}</Link>
            </List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}
