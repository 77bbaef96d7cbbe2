import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useRouteError } from "@remix-run/react";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { readCustomerContact } from "#app/customers/read-customer-contact.server.ts";
import { readCustomerDifference } from "#app/orders/read-customer-difference.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { CustomerPage } from "#app/ui/customer/customer-page.tsx";
import { UnknownCustomer } from "#app/ui/customer/unknown-customer.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { viewCustomer } from "#app/views/customer.view.server.ts";
import { parseLedgerPlace } from "#app/views/ledger-place.ts";

const UNKNOWN = { customer: null, contact: null, againstShopify: null };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const id = /^\d{1,18}$/.test(params.id ?? "") ? BigInt(params.id!) : null;
  if (id === null) return json(UNKNOWN, { status: 404 });
  const ledgerFrom = parseLedgerPlace(new URL(request.url).searchParams.get("orders"));
  const customer = await viewCustomer(deps.db, shop, id, ledgerFrom);
  if (!customer) return json(UNKNOWN, { status: 404 });
  const [contact, againstShopify] = await Promise.all([
    readCustomerContact(deps, shop.id, id),
    readCustomerDifference(deps, shop.id, id),
    noteAccess(deps, shop.id, { staffId: sessionToken.sub, what: "customer", customerId: id }),
  ]);
  return json({ customer, contact, againstShopify });
}

export default function Customer() {
  const { customer, contact, againstShopify } = useLoaderData<typeof loader>();
  return customer ? <CustomerPage {...customer} contact={contact} againstShopify={againstShopify} /> : <UnknownCustomer />;
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
