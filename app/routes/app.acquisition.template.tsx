import type { LoaderFunctionArgs } from "@remix-run/node";
import { SPEND_COLUMNS } from "#app/acquisition/read-spend-file.ts";
import { spendTemplate } from "#app/acquisition/spend-template.ts";
import { identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { textsFor } from "#app/locales/texts-for.ts";
import { monthsBetween } from "#app/time/months.ts";
import { channelName } from "#app/ui/channel-name.ts";
import { parseAcquisitionQuery } from "#app/views/acquisition-query.ts";
import { viewAcquisition } from "#app/views/acquisition.view.server.ts";

/** A file of spend to fill in: what is noted already, and room for the rest of the months. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await identify(request);
  const { period, columns, costs } = await viewAcquisition(getDeps(), shop, parseAcquisitionQuery(new URL(request.url).searchParams));
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
