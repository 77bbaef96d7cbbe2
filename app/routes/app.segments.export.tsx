import type { LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { openExport } from "#app/reach/open-export.server.ts";

/** A segment's customers (`?tag=clv:value-vip`), or so many of the best for look-alikes (`?best=1000`), as a file. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const { searchParams: asked } = new URL(request.url);
  const answer = await openExport(deps, shop, { tag: asked.get("tag"), best: asked.get("best") });
  if (answer.kind === "unknown") return new Response(null, { status: 404 });
  if (answer.kind === "refused") return new Response(answer.reason, { status: 400 });
  const { what, name, table } = answer;
  const { t } = await textsFor(request);
  // Ad networks know the columns of a source for look-alikes by their names.
  const columns = answer.what === "segment-export" ? answer.table.columns.map((column) => t(`fileColumn.${column}`)) : table.columns;
  await noteAccess(deps, shop.id, { staffId, what });
  const onFailure = (err: unknown) => deps.log.error({ shop: shop.domain, what, err }, "an export broke off");
  return new Response(await streamCsv({ ...table, columns }, { signal: request.signal, onFailure, brokenOff: t("file.brokenOff") }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
