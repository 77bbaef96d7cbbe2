import { TitleBar } from "@shopify/app-bridge-react";
import { Page, type PageProps } from "@shopify/polaris";

/** A page with its heading in the document and its title in the admin's bar. */
export function AppPage({ title, ...page }: PageProps & { title: string }) {
  return (
    <>
      <TitleBar title={title} />
      <Page title={title} {...page} />
    </>
  );
}
