import { json, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, useRouteError, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { type ReactNode, useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import { getEnv } from "./composition.server.ts";
import { createTexts } from "./ui/create-texts.ts";
import { RouteFailure } from "./ui/route-failure.tsx";
import { ScrollMemory } from "./ui/scroll-memory.tsx";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const FALLBACK = { apiKey: "", embedded: false, locale: "en" };

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export function loader({ request }: LoaderFunctionArgs) {
  const embedded = new URL(request.url).pathname.startsWith("/app");
  return json({ apiKey: getEnv().SHOPIFY_API_KEY, embedded, locale: "en" });
}

/** Nothing in it changes while the page lives. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const { apiKey, embedded, locale } = useRouteLoaderData<typeof loader>("root") ?? FALLBACK;
  const texts = useMemo(() => createTexts(locale), [locale]);
  const t = texts.getFixedT(locale);
  return (
    <html lang={locale}>
      <head>
        {/* Shopify asks for it as the document's first script, hence here and not in AppProvider, which puts it in the body. */}
        {embedded && <script src={APP_BRIDGE} data-api-key={apiKey} suppressHydrationWarning />}
        <meta charSet="utf-8" />
        <title>{t("appName")}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <I18nextProvider i18n={texts}>
          <AppProvider apiKey={apiKey} isEmbeddedApp={false}>
            <main>{children}</main>
          </AppProvider>
        </I18nextProvider>
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <>
      <ScrollMemory />
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
