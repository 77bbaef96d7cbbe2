import type { LoaderFunctionArgs } from "@remix-run/node";
import { admit } from "#app/admit.server.ts";
import { readShopData } from "#app/compliance/read-shop-data.server.ts";
import { SHOP_DATA_PARTS } from "#app/compliance/shop-data.ts";
import { getDeps } from "#app/composition.server.ts";
import { streamPages } from "#app/csv/stream-pages.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { dayName } from "#app/time/day-name.ts";
import { localDay } from "#app/time/local-day.ts";

/** A part of what is kept of the shop (`?part=orders`), a line of JSON a row. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const asked = new URL(request.url).searchParams.get("part");
  const part = SHOP_DATA_PARTS.find((it) => it === asked);
  if (part === undefined) return new Response(null, { status: 404 });
  const { t } = await textsFor(request);
  await noteAccess(deps, shop.id, { staffId, what: "data-export" });
  const onFailure = (err: unknown) => deps.log.error({ shop: shop.domain, what: "data-export", part, err }, "an export broke off");
  const brokenOff = `${JSON.stringify({ brokenOff: t("file.brokenOff") })}\n`;
  const name = `${shop.domain.replace(".myshopify.com", "")}-${part}-${dayName(localDay(deps.clock(), shop.timeZone))}.jsonl`;
  return new Response(await streamPages(readShopData(deps.db, shop.id, part), { signal: request.signal, onFailure, brokenOff }), {
    headers: {
      "content-type": "application/jsonl; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
