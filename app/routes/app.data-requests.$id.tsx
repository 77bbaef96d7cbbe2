import type { LoaderFunctionArgs } from "@remix-run/node";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { viewDataRequest } from "#app/views/data-request.view.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { session, sessionToken } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const id = /^\d{1,18}$/.test(params.id ?? "") ? BigInt(params.id!) : null;
  const answer = id === null ? null : await viewDataRequest(deps.db, shop.id, id);
  if (answer === null) return new Response(null, { status: 404 });
  await noteAccess(deps, shop.id, { staffId: sessionToken.sub, what: "data-request", customerId: answer.customerId });
  return new Response(answer.text, { headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } });
}
