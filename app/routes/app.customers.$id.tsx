import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRouteError, useSearchParams } from "@remix-run/react";
import { admit, readPermissions } from "#app/admit.server.ts";
import { noteAutomationWish } from "#app/compliance/note-automation-wish.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { readCustomerContact } from "#app/customers/read-customer-contact.server.ts";
import { WITHHELD } from "#app/customers/read-live.server.ts";
import { readCustomerDifference } from "#app/orders/read-customer-difference.server.ts";
import { seesCustomers } from "#app/shops/permissions.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { DIMENSIONS } from "#app/tags/tag-dimension.ts";
import { keepPage, undoneBy, unlessNoAnswer } from "#app/ui/answer-or.ts";
import { CustomerPage } from "#app/ui/customer/customer-page.tsx";
import { UnknownCustomer } from "#app/ui/customer/unknown-customer.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { viewAsOf } from "#app/views/as-of.view.server.ts";
import { viewCustomer, viewMergedInto } from "#app/views/customer.view.server.ts";
import { parseLedgerPlace } from "#app/views/ledger-place.ts";

const UNKNOWN = { customer: null, asOf: null, contact: null, againstShopify: null, mergedInto: null };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staffId, permissions } = await readPermissions(request);
  const deps = getDeps();
  const id = parseId(params.id);
  if (id === null) return json(UNKNOWN, { status: 404 });
  const { searchParams } = new URL(request.url);
  const ledgerFrom = parseLedgerPlace(searchParams.get("orders"));
  const customer = await viewCustomer(deps.db, shop, id, ledgerFrom);
  if (!customer) return json({ ...UNKNOWN, mergedInto: await viewMergedInto(deps.db, shop.id, id) }, { status: 404 });
  const [asOf, contact, againstShopify] = await Promise.all([
    viewAsOf(deps, shop, { customerId: id, runId: parseId(searchParams.get("run")) }),
    seesCustomers(permissions) ? readCustomerContact(deps, shop.id, id) : WITHHELD,
    readCustomerDifference(deps, shop.id, id),
    noteAccess(deps, shop.id, { staffId, what: "customer", customerId: id }),
  ]);
  return json({ customer, asOf, contact, againstShopify, mergedInto: null });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, staffId } = await admit(request, "write_customers");
  const deps = getDeps();
  const customerId = parseId(params.id);
  const form = await request.formData();
  const resumed = DIMENSIONS.find((it) => it === form.get("resume"));
  if (customerId !== null && resumed) {
    await resumeTags(deps, shop.id, { customerId, dimension: resumed });
    return json({ noted: resumed });
  }
  const wish = form.get("automatedDecisions");
  if (customerId === null || (wish !== "no" && wish !== "yes")) throw new Response("No customer, or no wish.", { status: 400 });
  await noteAutomationWish(deps, shop.id, { customerId, out: wish === "no", staffId });
  return json({ noted: wish });
}

export const clientAction = keepPage;
export const shouldRevalidate = unlessNoAnswer;

function parseId(text: string | null | undefined): bigint | null {
  return text != null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}

export default function Customer() {
  const { customer, asOf, contact, againstShopify, mergedInto } = useLoaderData<typeof loader>();
  const [, setParams] = useSearchParams();
  const fetcher = useFetcher<typeof clientAction>();
  if (!customer) return <UnknownCustomer mergedInto={mergedInto} />;
  const ask = (runId: string) =>
    setParams(
      (params) => {
        if (runId === "") params.delete("run");
        else params.set("run", runId);
        return params;
      },
      { preventScrollReset: true },
    );
  return (
    <CustomerPage
      {...customer}
      asOf={asOf && { ...asOf, onAsk: ask }}
      contact={contact}
      againstShopify={againstShopify}
      noting={fetcher.state !== "idle"}
      notDone={undoneBy(fetcher)}
      onResume={(dimension) => fetcher.submit({ resume: dimension }, { method: "post" })}
      onNoteWish={(out) => fetcher.submit({ automatedDecisions: out ? "no" : "yes" }, { method: "post" })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
