import type { LoaderFunctionArgs } from "@remix-run/node";
import { SPEND_COLUMNS } from "#app/acquisition/read-spend-file.ts";
import { spendTemplate } from "#app/acquisition/spend-template.ts";
import { getDeps } from "#app/composition.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { monthsBetween } from "#app/time/months.ts";
import { channelName } from "#app/ui/channel-name.ts";
import { parseAcquisitionQuery } from "#app/views/acquisition-query.ts";
import { viewAcquisition } from "#app/views/acquisition.view.server.ts";

/** A file of spend to fill in: what is noted already, and room for the rest of the months. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { session } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const { period, columns, costs } = await viewAcquisition(deps, shop, parseAcquisitionQuery(new URL(request.url).searchParams));
  const months = monthsBetween(period.from, period.to);
  const name = `${shop.domain.replace(".myshopify.com", "")}-spend-${period.from}-${period.to}.csv`;
  const { t } = await textsFor(request);
  const headings = SPEND_COLUMNS.map((column) => t(`spendColumn.${column}`));
  return new Response(spendTemplate({ headings, months, channels: columns, spends: costs.spends, currency: shop.currency, nameOf: (channel) => channelName(t, channel) }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
