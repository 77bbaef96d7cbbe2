import type { LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { openLookAlikes } from "#app/reach/open-look-alikes.server.ts";

/** So many of the best for look-alikes (`?best=1000`), as a file. A segment's is one of the list of customers. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const answer = await openLookAlikes(deps, shop, new URL(request.url).searchParams.get("best"));
  if (answer.kind === "unknown") return new Response(null, { status: 404 });
  if (answer.kind === "refused") return new Response(answer.reason, { status: 400 });
  const { name, table } = answer;
  const { t } = await textsFor(request);
  await noteAccess(deps, shop.id, { staffId, what: "look-alike-export" });
  const onFailure = (err: unknown) => deps.log.error({ shop: shop.domain, what: "look-alike-export", err }, "an export broke off");
  return new Response(await streamCsv(table, { signal: request.signal, onFailure, brokenOff: t("file.brokenOff") }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
