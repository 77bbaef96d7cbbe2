import type { LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import type { LookedAt } from "#app/customers/looked-at.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import type { FileKind } from "#app/reach/customer-files/file-kind.ts";
import { openFile } from "#app/reach/customer-files/open-file.server.ts";

const LOOKED_AT = { list: "customer-list-export", "look-alikes": "look-alike-export" } as const satisfies Record<FileKind, LookedAt>;

/** The reader's file of customers (`?file=7`: that one), once it is whole (app.customers.file.tsx). */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const file = await openFile(deps, shop, staffId, new URL(request.url).searchParams.get("file"));
  if (file === null) return new Response(null, { status: 404 });
  const { t } = await textsFor(request);
  const table = file.kind === "list" ? { ...file.table, columns: file.table.columns.map((column) => t(`fileColumn.${column}`)) } : file.table;
  const what = LOOKED_AT[file.kind];
  await noteAccess(deps, shop.id, { staffId, what });
  const onFailure = (err: unknown) => deps.log.error({ shop: shop.domain, what, err }, "a file broke off");
  return new Response(await streamCsv(table, { signal: request.signal, onFailure, brokenOff: t("file.brokenOff") }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "no-store",
    },
  });
}
