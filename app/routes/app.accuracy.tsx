import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { admit, identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { AccuracyPage } from "#app/ui/accuracy/accuracy-page.tsx";
import { isNoAnswer, keepPage, undoneBy, unlessNoAnswer } from "#app/ui/answer-or.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useWatch } from "#app/ui/use-watch.ts";
import { viewAccuracy } from "#app/views/accuracy.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await identify(request);
  return json(await viewAccuracy(getDeps(), shop));
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await admit(request, "write_customers");
  const deps = getDeps();
  await requestScoring(deps, shop.id);
  return json({ requested: true });
}

export const clientAction = keepPage;
export const shouldRevalidate = unlessNoAnswer;

export default function Accuracy() {
  const accuracy = useLoaderData<typeof loader>();
  const fetcher = useFetcher<unknown>();
  useWatch(accuracy.activities.length > 0, isNoAnswer(fetcher.data) ? undefined : fetcher.data);
  return (
    <AccuracyPage
      {...accuracy}
      sending={fetcher.state !== "idle"}
      notDone={undoneBy(fetcher)}
      onCompute={() => fetcher.submit({}, { method: "post" })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
