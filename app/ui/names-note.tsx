import { Await } from "@remix-run/react";
import { Banner } from "@shopify/polaris";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { LiveNames } from "./customer-name.tsx";

/** Says why there are numbers where names belong. */
export function NamesNote({ names }: { names: Promise<LiveNames> }) {
  const { t } = useTranslation();
  const note = (
    <div data-testid="names-unavailable">
      <Banner tone="info">{t("names.unavailable")}</Banner>
    </div>
  );
  return (
    <Suspense>
      <Await resolve={names} errorElement={note}>
        {(live) => (live.status === "unavailable" ? note : null)}
      </Await>
    </Suspense>
  );
}
