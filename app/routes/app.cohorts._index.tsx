import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useRouteError } from "@remix-run/react";
import { identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { CohortsPage } from "#app/ui/cohorts/cohorts-page.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useAddress } from "#app/ui/use-address.ts";
import { useSaveFile } from "#app/ui/use-save-file.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await identify(request);
  return json(await viewCohorts(getDeps(), shop, parseCohortsQuery(new URL(request.url).searchParams)));
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
