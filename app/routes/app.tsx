import { type ActionFunctionArgs, type HeadersFunction, json, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, type ShouldRevalidateFunction, useFetcher, useLoaderData, useLocation, useNavigation, useRouteError } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { readPermissions } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { readLocale } from "#app/locales/read-locale.ts";
import { noteLanguage } from "#app/shops/note-language.server.ts";
import { isNoAnswer, isRefused, keepPage } from "#app/ui/answer-or.ts";
import { PageSkeleton } from "#app/ui/page-skeleton.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { ShopContext } from "#app/ui/use-format.ts";
import { ReaderContext } from "#app/ui/use-reader.ts";
import { viewShopCurrency } from "#app/views/shop-currency.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, permissions } = await readPermissions(request);
  await noteLanguage(getDeps(), shop, readLocale(request));
  return json({ ...(await viewShopCurrency(getDeps(), shop)), timeZone: shop.timeZone, permissions });
}

/** Asks Shopify anew what the reader may do: somebody may have given them a permission since. It changes nothing else. */
export async function action({ request }: ActionFunctionArgs) {
  const { permissions } = await readPermissions(request, { anew: true });
  return json({ permissions });
}

export const clientAction = keepPage;

/**
 * What is done on a page changes none of it, nor does the way to another: a page that fails to come leaves the navigation
 * where it is. Where something is refused the reader's permissions are not what they were.
 */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, formAction, actionResult, currentUrl, nextUrl, defaultShouldRevalidate }) => {
  if (formMethod !== undefined) return isRefused(actionResult) || (formAction === ASK_ANEW && !isNoAnswer(actionResult));
  return currentUrl.pathname === nextUrl.pathname && defaultShouldRevalidate;
};

/** This route's own action. */
const ASK_ANEW = "/app";

/** The one page that takes the window's width: it would jump where what stands in for it did not. */
const COHORTS = "/app/cohorts";

export default function App() {
  const { currency, figuresIn, unread, timeZone, permissions } = useLoaderData<typeof loader>();
  const { state: asking, submit } = useFetcher();
  const { t } = useTranslation();
  const shop = useMemo(() => ({ currency, figuresIn, unread, timeZone }), [currency, figuresIn, unread, timeZone]);
  const reader = useMemo(
    () => ({ permissions, asking: asking !== "idle", onAsk: () => submit(null, { method: "post", action: ASK_ANEW }) }),
    [permissions, asking, submit],
  );
  const { pathname } = useLocation();
  const { location: next } = useNavigation();
  return (
    <ShopContext.Provider value={shop}>
      <NavMenu>
        <Link to="/app" rel="home">
          {t("nav.home")}
        </Link>
        <Link to="/app/customers">{t("nav.customers")}</Link>
        <Link to="/app/segments">{t("nav.segments")}</Link>
        <Link to={COHORTS}>{t("nav.cohorts")}</Link>
        <Link to="/app/acquisition">{t("nav.acquisition")}</Link>
        <Link to="/app/activity">{t("nav.activity")}</Link>
        <Link to="/app/accuracy">{t("nav.accuracy")}</Link>
        <Link to="/app/settings">{t("nav.settings")}</Link>
      </NavMenu>
      <ReaderContext.Provider value={reader}>{next && next.pathname !== pathname ? <PageSkeleton fullWidth={next.pathname === COHORTS} /> : <Outlet />}</ReaderContext.Provider>
    </ShopContext.Provider>
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}

/** Those by which the admin embeds the app, and those of the library's redirects. */
export const headers: HeadersFunction = (parts) => boundary.headers(parts);
