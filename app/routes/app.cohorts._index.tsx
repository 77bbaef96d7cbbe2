import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useRouteError } from "@remix-run/react";
import { getDeps } from "#app/composition.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { CohortsPage } from "#app/ui/cohorts/cohorts-page.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useAddress } from "#app/ui/use-address.ts";
import { useSaveFile } from "#app/ui/use-save-file.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const deps = getDeps();
  return json(await viewCohorts(deps, await ensureShop(deps, session.shop), parseCohortsQuery(new URL(request.url).searchParams)));
}

export default function Cohorts() {
  const view = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const { params, change } = useAddress();
  const saveFile = useSaveFile();
  return (
    <CohortsPage
      {...view}
      loading={state === "loading"}
      chosen={parseCohortsQuery(params)}
      // What is looked at stays in view.
      onChange={(chosen) => change(chosen, { preventScrollReset: true })}
      onDownload={() => saveFile(`/app/cohorts/export?${params.toString()}`)}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
