import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { admit } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { dryRunTable } from "#app/tags/dry-run.server.ts";
import { Supposed } from "#app/tags/supposed.ts";
import { dayName } from "#app/time/day-name.ts";
import { localDay } from "#app/time/local-day.ts";

/** By what somebody looks at before it is done. */
const NAMES = { on: "dry-run", undoing: "undo", removing: "removal" } as const satisfies Record<Supposed["writing"], string>;

/** What a write run would do now (`?writing=on`), an undo (`undoing`, from the run `undoes` on) or a removal (`removing`), as a file. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const supposed = Supposed.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!supposed.success) return new Response(z.prettifyError(supposed.error), { status: 400 });
  await noteAccess(deps, shop.id, { staffId, what: "dry-run" });
  const onFailure = (err: unknown) => deps.log.error({ shop: shop.domain, what: "dry-run", err }, "an export broke off");
  const name = `${shop.domain.replace(".myshopify.com", "")}-${NAMES[supposed.data.writing]}-${dayName(localDay(deps.clock(), shop.timeZone))}.csv`;
  const { t } = await textsFor(request);
  const { columns, pages } = dryRunTable(deps, shop.id, supposed.data);
  const table = { columns: columns.map((column) => t(`fileColumn.${column}`)), pages };
  return new Response(await streamCsv(table, { signal: request.signal, onFailure, brokenOff: t("file.brokenOff") }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
