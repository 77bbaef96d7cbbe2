import { Banner, BlockStack, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AppPage } from "../app-page.tsx";
import { NamesNote } from "../names-note.tsx";
import { type LiveNames, useLiveNames } from "../use-live-names.ts";
import { CustomerTable, type CustomerTableProps } from "./customer-table.tsx";
import { ListControls, type ListControlsProps } from "./list-controls.tsx";

export type CustomersPageProps = Omit<CustomerTableProps, "names"> & {
  names: Promise<LiveNames>;
  controls: ListControlsProps;
  /** False before the first scoring. */
  scored: boolean;
  /** Shopify was asked for what the reader typed, and did not answer. */
  searchFailed: boolean;
  /** Shopify's search found more than the list is made of. */
  searchCut: boolean;
};

export function CustomersPage({ controls, scored, searchFailed, searchCut, ...rest }: CustomersPageProps) {
  const { t } = useTranslation();
  const names = useLiveNames(rest.names);
  return (
    <AppPage section="customers" title={t("customers.title")} subtitle={t("customers.subtitle")} fullWidth>
      <BlockStack gap="400">
        {names?.status === "unavailable" && <NamesNote />}
        {searchFailed && (
          <div data-testid="search-failed">
            <Banner tone="warning">{t("customers.searchFailed")}</Banner>
          </div>
        )}
        {searchCut && (
          <div data-testid="search-cut">
            <Banner tone="info">{t("customers.searchCut")}</Banner>
          </div>
        )}
        {!scored && (
          <div data-testid="not-scored">
            <Banner tone="info">{t("customers.notScored")}</Banner>
          </div>
        )}
        <Card padding="0">
          <ListControls {...controls} />
          <CustomerTable {...rest} names={names} />
        </Card>
      </BlockStack>
    </AppPage>
  );
}
