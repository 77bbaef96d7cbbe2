import { defer, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useRouteError, useSearchParams } from "@remix-run/react";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { readCustomerNames } from "#app/customers/read-customer-names.server.ts";
import { findCustomers } from "#app/orders/find-customers.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { CustomersPage } from "#app/ui/customers/customers-page.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { viewCustomers } from "#app/views/customers.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const { from, ...shown } = parseCustomersQuery(new URL(request.url).searchParams);
  const found = shown.search === "" ? null : await findCustomers(deps, shop.id, shown.search);
  const [list] = await Promise.all([
    viewCustomers(deps.db, shop, { ...shown, from }, found && (found.status === "read" ? found.data.customerIds : [])),
    noteAccess(deps, shop.id, { staffId: sessionToken.sub, what: "customer-list" }),
  ]);
  const names = readCustomerNames(deps, shop.id, list.rows.map(({ id }) => id));
  const searchFailed = found?.status === "unavailable";
  const searchCut = found?.status === "read" && !found.data.complete;
  return defer({ query: shown, searchFailed, searchCut, ...list, names });
}

export default function Customers() {
  const { query, rows, names, scored, searchFailed, searchCut, next, previous } = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const [params, setParams] = useSearchParams();

  /** A change of the list starts at its first page; a page is a place in the list as it is. */
  const go = (change: Record<string, string | undefined>) => {
    const changed = new URLSearchParams(params);
    for (const name of ["after", "before"]) changed.delete(name);
    for (const [name, value] of Object.entries(change)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed);
  };
  return (
    <CustomersPage
      controls={{ ...query, onChange: go }}
      rows={rows}
      names={names}
      scored={scored}
      searchFailed={searchFailed}
      searchCut={searchCut}
      loading={state === "loading"}
      onPrevious={previous === null ? null : () => go({ before: previous })}
      onNext={next === null ? null : () => go({ after: next })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
