import { TitleBar } from "@shopify/app-bridge-react";
import { Box, Page, type PageProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CurrencyUnread } from "./currency-unread.tsx";
import { ReadOnlyNote } from "./read-only-note.tsx";
import { useMay } from "./use-reader.ts";

type AppPageProps = PageProps & {
  /** Where in the app's menu the page belongs; the admin's bar says so. */
  section: "home" | "customers" | "segments" | "cohorts" | "acquisition" | "activity" | "accuracy" | "settings";
  title: string;
};

export function AppPage({ section, children, ...page }: AppPageProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  return (
    <>
      <TitleBar title={t(`nav.${section}`)} />
      <Page {...page}>
        {/* On a phone Polaris leaves no room below what comes last. */}
        <Box paddingBlockEnd="400">
          <ReadOnlyNote />
          <CurrencyUnread />
          <div className={mayChange ? undefined : "read-only"}>{children}</div>
        </Box>
      </Page>
    </>
  );
}
