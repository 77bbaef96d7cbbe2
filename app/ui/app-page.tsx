import { TitleBar } from "@shopify/app-bridge-react";
import { Page, type PageProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ReadOnlyNote } from "./read-only-note.tsx";

type AppPageProps = PageProps & {
  /** Where in the app's menu the page belongs; the admin's bar says so. */
  section: "home" | "customers" | "segments" | "cohorts" | "acquisition" | "activity" | "accuracy" | "settings";
  title: string;
};

export function AppPage({ section, children, ...page }: AppPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <TitleBar title={t(`nav.${section}`)} />
      <Page {...page}>
        <ReadOnlyNote />
        {children}
      </Page>
    </>
  );
}
