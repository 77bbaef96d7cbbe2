import type { LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { renderDataFile } from "#app/ui/data-file/render-data-file.server.tsx";
import { viewDataRequest } from "#app/views/data-request.view.server.ts";

/** The answer to a data request as a file: to read, or for machines (`?as=json`). */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const id = /^\d{1,18}$/.test(params.id ?? "") ? BigInt(params.id!) : null;
  const found = id === null ? null : await viewDataRequest(deps.db, shop.id, id);
  if (found === null) return new Response(null, { status: 404 });
  await noteAccess(deps, shop.id, { staffId, what: "data-request", customerId: found.customerId });
  const about = { shop: shop.domain, customerId: String(found.customerId), requestedAt: found.requestedAt.toISOString() };
  const name = `${shop.domain.replace(".myshopify.com", "")}-data-request-${id}`;
  return new URL(request.url).searchParams.get("as") === "json"
    ? file(`${name}.json`, "application/json", JSON.stringify({ ...about, ...found.answer }, null, 2))
    : file(`${name}.html`, "text/html", renderDataFile(await textsFor(request), { ...about, answer: found.answer }));
}

/** Nobody keeps a copy on the way, and a browser that shows it runs nothing that might stand in it. */
function file(name: string, type: string, text: string): Response {
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "no-store",
    },
  });
}
