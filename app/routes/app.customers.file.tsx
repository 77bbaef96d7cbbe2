import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { findCustomers } from "#app/orders/find-customers.server.ts";
import { askForBest } from "#app/reach/customer-files/ask-for-best.server.ts";
import { askForFile } from "#app/reach/customer-files/ask-for-file.server.ts";
import { dropFileOf } from "#app/reach/customer-files/drop-file.server.ts";
import { retryFile } from "#app/reach/customer-files/retry-file.server.ts";
import { viewCustomerFile } from "#app/views/customer-file.view.server.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { listAddress } from "#app/views/list-address.ts";
import { wholeList } from "#app/views/list-page.view.server.ts";

/** How far the reader's file of customers is. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  return json(await viewCustomerFile(getDeps(), shop.id, staffId));
}

/** A file is its reader's alone: whoever may see customers may have one made, of the list with the same address, or of the best for look-alikes. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const intent = (await request.formData()).get("intent");
  if (intent === "ask") {
    const { searchParams } = new URL(request.url);
    const query = parseCustomersQuery(searchParams);
    const address = query.search === "" ? listAddress(searchParams) : null;
    const found = query.search === "" ? null : await findCustomers(deps, shop.id, query.search, { byName: true });
    if (found?.status === "unavailable") return json(null, { status: 503 });
    const ids = found && found.data.customerIds;
    await askForFile(deps, shop.id, { staffId, kind: "list", consent: query.consent, address, list: ({ runId }) => wholeList({ shopId: shop.id, runId }, query, ids) });
  } else if (intent === "ask-best") await askForBest(deps, shop.id, staffId);
  else if (intent === "retry") await retryFile(deps, shop.id, staffId);
  else if (intent === "drop") await dropFileOf(deps, shop.id, staffId);
  else throw new Response(`Unknown intent "${String(intent)}"`, { status: 400 });
  return json(await viewCustomerFile(deps, shop.id, staffId));
}
