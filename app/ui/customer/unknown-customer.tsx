import { Card, EmptyState } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AppPage } from "../app-page.tsx";

/** @param mergedInto whom the customer was merged into; null: nobody is known */
export function UnknownCustomer({ mergedInto }: { mergedInto: string | null }) {
  const { t } = useTranslation();
  const toList = { content: t("customer.toList"), url: "/app/customers" };
  return (
    <AppPage section="customers" title={t("customer.title")} backAction={{ content: t("nav.customers"), url: "/app/customers" }}>
      <div data-testid="unknown-customer">
        <Card>
          <EmptyState
            image=""
            heading={mergedInto === null ? t("customer.unknown") : t("customer.merged")}
            action={mergedInto === null ? toList : { content: t("customer.toMerged"), url: `/app/customers/${mergedInto}` }}
          >
            {mergedInto === null ? t("customer.unknownMeaning") : t("customer.mergedMeaning")}
          </EmptyState>
        </Card>
      </div>
    </AppPage>
  );
}
