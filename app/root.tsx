import { json, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, useNavigate, useRouteError, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { getEnv } from "./composition.server.ts";
import { fetchPagesAhead } from "./ui/fetch-pages-ahead.ts";
import { hearEarlyClicks } from "./ui/hear-early-clicks.ts";
import { hearEarlyInput } from "./ui/hear-early-input.ts";
import keepEarlyClicks from "./ui/keep-early-clicks.js?raw";
import pageStyles from "./ui/page.css?url";
import { RouteFailure } from "./ui/route-failure.tsx";
import { ScrollMemory } from "./ui/scroll-memory.tsx";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const FALLBACK = { apiKey: "", embedded: false };

export const links: LinksFunction = () => [polarisStyles, pageStyles].map((href) => ({ rel: "stylesheet", href }));

export function loader({ request }: LoaderFunctionArgs) {
  const embedded = new URL(request.url).pathname.startsWith("/app");
  return json({ apiKey: getEnv().SHOPIFY_API_KEY, embedded });
}

/** Nothing in it changes while the page lives. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const { apiKey, embedded } = useRouteLoaderData<typeof loader>("root") ?? FALLBACK;
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  // Where a page has failed, too; after what `Root` hears, whose effects come first.
  useEffect(() => hearEarlyClicks(navigate), [navigate]);
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <title>{t("appName")}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        {/*
          Before the script, which waits for them, and the body waits for it. Else Chromium may lay the body out without
          them, when it looks what in the admin is under the pointer, and then counts the whole page as having moved.
        */}
        <Links />
        {/* Shopify asks for it as the document's first script, hence here and not in AppProvider, which puts it in the body. */}
        {embedded && <script src={APP_BRIDGE} data-api-key={apiKey} suppressHydrationWarning />}
        {embedded && <script dangerouslySetInnerHTML={{ __html: keepEarlyClicks }} />}
      </head>
      <body>
        <AppProvider apiKey={apiKey} isEmbeddedApp={false} i18n={i18n.getResourceBundle(i18n.language, "polaris")}>
          <main>{children}</main>
        </AppProvider>
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  // Not before the first page takes what the reader does.
  useEffect(() => {
    hearEarlyInput();
    void fetchPagesAhead();
  }, []);
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
