import { type ActionFunctionArgs, defer, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigation, useRouteError, useSearchParams } from "@remix-run/react";
import { admit, readPermissions } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { readCustomerNames } from "#app/customers/read-customer-names.server.ts";
import { WITHHELD } from "#app/customers/read-live.server.ts";
import { dropView, saveView, type ViewProblem } from "#app/customers/save-view.server.ts";
import { findCustomers } from "#app/orders/find-customers.server.ts";
import { seesCustomers } from "#app/shops/permissions.ts";
import { keepPage, undoneBy, unlessNoAnswer } from "#app/ui/answer-or.ts";
import { CustomersPage } from "#app/ui/customers/customers-page.tsx";
import { useCustomerFile } from "#app/ui/use-customer-file.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useAddress } from "#app/ui/use-address.ts";
import { viewCustomerFile } from "#app/views/customer-file.view.server.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { viewCustomers } from "#app/views/customers.view.server.ts";
import { listAddress } from "#app/views/list-address.ts";
import { viewListChoices } from "#app/views/list-choices.view.server.ts";
import { viewSubscribers } from "#app/views/subscribers.view.server.ts";
import { viewAddress } from "#app/views/view-address.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId, permissions } = await readPermissions(request);
  const deps = getDeps();
  const sees = seesCustomers(permissions);
  const asked = parseCustomersQuery(new URL(request.url).searchParams);
  // Who has subscribed is a customer's own, as their name is.
  const { from, ...shown } = sees ? asked : { ...asked, consent: null };
  const found = shown.search === "" ? null : await findCustomers(deps, shop.id, shown.search, { byName: sees });
  const ids = found && (found.status === "read" ? found.data.customerIds : []);
  const { consent, ...query } = { ...shown, from };
  const [list, choices, stored] = await Promise.all([
    consent === null ? viewCustomers(deps.db, shop, { ...query, consent }, ids) : viewSubscribers(deps, shop, { ...query, consent }, ids),
    viewListChoices(deps.db, shop.id),
    sees ? viewCustomerFile(deps, shop.id, staffId) : null,
    noteAccess(deps, shop.id, { staffId, what: "customer-list" }),
  ]);
  const names = sees ? readCustomerNames(deps, shop.id, list.rows.map(({ id }) => id)) : WITHHELD;
  const searchFailed = found?.status === "unavailable";
  const searchCut = found?.status === "read" && !found.data.complete;
  return defer({ query: shown, searchFailed, searchCut, ...choices, stored, looked: "not-asked" as const, ...list, names });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, staffId } = await admit(request, "write_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  const name = String(form.get("name"));
  if (intent === "drop-view") {
    await dropView(deps, shop.id, name);
    return json({ problem: null });
  }
  if (intent !== "save-view") throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  const address = viewAddress(new URLSearchParams(String(form.get("address"))));
  return json({ problem: await saveView(deps, shop.id, { name, address, staffId }) });
}

export const clientAction = keepPage;
export const shouldRevalidate = unlessNoAnswer;

export default function Customers() {
  const { query, origins, views, rows, names, scored, searchFailed, searchCut, looked, next, previous, stored } = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const [, setParams] = useSearchParams();
  const { params, change } = useAddress();
  const fetcher = useFetcher<{ problem?: ViewProblem | null }>();
  const file = useCustomerFile(stored);

  /** A change of the list starts at its first page; a page is a place in the list as it is. */
  const go = (wanted: Parameters<typeof change>[0]) => change({ after: "", before: "", ...wanted });
  return (
    <CustomersPage
      controls={{
        query,
        address: viewAddress(params),
        origins,
        views,
        onChange: go,
        onOpen: (to) => setParams(new URLSearchParams(to)),
        onSave: (view) => fetcher.submit({ intent: "save-view", ...view }, { method: "post" }),
        onDrop: (name) => fetcher.submit({ intent: "drop-view", name }, { method: "post" }),
      }}
      viewProblem={fetcher.data?.problem ?? null}
      notDone={undoneBy(fetcher)}
      file={file}
      onExport={() => file.onAsk(listAddress(params))}
      rows={rows}
      names={names}
      scored={scored}
      searchFailed={searchFailed}
      searchCut={searchCut}
      looked={looked}
      loading={state === "loading"}
      onPrevious={previous === null ? null : () => go({ before: previous })}
      onNext={next === null ? null : () => go({ after: next })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
