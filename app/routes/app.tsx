import { type HeadersFunction, json, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, type ShouldRevalidateFunction, useLoaderData, useLocation, useNavigation, useRouteError } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { getDeps } from "#app/composition.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { PageSkeleton } from "#app/ui/page-skeleton.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { ShopFormatContext } from "#app/ui/use-format.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { currency, timeZone } = await ensureShop(getDeps(), session.shop);
  return json({ currency, timeZone });
}

/**
 * What is done on a page changes neither, nor does the way to another: a page that fails to come leaves the navigation
 * where it is.
 */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, currentUrl, nextUrl, defaultShouldRevalidate }) =>
  formMethod === undefined && currentUrl.pathname === nextUrl.pathname && defaultShouldRevalidate;

export default function App() {
  const { currency, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopFormat = useMemo(() => ({ currency, timeZone }), [currency, timeZone]);
  const { pathname } = useLocation();
  const { location: next } = useNavigation();
  return (
    <ShopFormatContext.Provider value={shopFormat}>
      <NavMenu>
        <Link to="/app" rel="home">
          {t("nav.home")}
        </Link>
        <Link to="/app/customers">{t("nav.customers")}</Link>
        <Link to="/app/segments">{t("nav.segments")}</Link>
        <Link to="/app/cohorts">{t("nav.cohorts")}</Link>
        <Link to="/app/acquisition">{t("nav.acquisition")}</Link>
        <Link to="/app/activity">{t("nav.activity")}</Link>
        <Link to="/app/accuracy">{t("nav.accuracy")}</Link>
        <Link to="/app/settings">{t("nav.settings")}</Link>
      </NavMenu>
      {next && next.pathname !== pathname ? <PageSkeleton /> : <Outlet />}
    </ShopFormatContext.Provider>
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}

/** Those by which the admin embeds the app, and those of the library's redirects. */
export const headers: HeadersFunction = (parts) => boundary.headers(parts);
