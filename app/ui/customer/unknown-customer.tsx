import { Card, EmptyState } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AppPage } from "../app-page.tsx";

export function UnknownCustomer() {
  const { t } = useTranslation();
  return (
    <AppPage section="customers" title={t("customer.title")} backAction={{ content: t("nav.customers"), url: "/app/customers" }}>
      <div data-testid="unknown-customer">
        <Card>
          <EmptyState
            image=""
            heading={t("customer.unknown")}
            action={{ content: t("customer.toList"), url: "/app/customers" }}
          >
            {t("customer.unknownMeaning")}
          </EmptyState>
        </Card>
      </div>
    </AppPage>
  );
}
