import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunction, useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { z } from "zod";
import { admit, identify } from "#app/admit.server.ts";
import { retryFaults } from "#app/compliance/retry-faults.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { cancelImport } from "#app/orders/cancel-import.server.ts";
import { pauseReading } from "#app/orders/pause-reading.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { resumeReading } from "#app/orders/resume-reading.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { foreseeWrites } from "#app/tags/foresee-writes.server.ts";
import { pauseWriting } from "#app/tags/pause-writing.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { Supposed } from "#app/tags/supposed.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { ActivityPage } from "#app/ui/activity/activity-page.tsx";
import { useLook } from "#app/ui/activity/use-look.ts";
import { isNoAnswer, keepPage, undoneBy } from "#app/ui/answer-or.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useWatch } from "#app/ui/use-watch.ts";
import { writeDecision } from "#app/ui/write-decision.ts";
import { viewActivity } from "#app/views/activity.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId } = await identify(request);
  return json({ ...(await viewActivity(getDeps(), shop.id)), reader: staffId });
}

export async function action({ request }: ActionFunctionArgs) {
  // A dry run is a look; nothing is read of what somebody sends who may not even look.
  const { shop, staffId } = await admit(request, "read_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "dry-run") {
    const { intent: _, ...at } = Object.fromEntries(form);
    return json({ seen: { at, ...(await foreseeWrites(deps, shop.id, Supposed.parse(at))) } });
  }
  await admit(request, "write_customers");
  if (intent === "undo") await undoWrites(deps, shop.id, { writeRunId: RunId.parse(form.get("writeRunId")), staffId });
  else if (intent === "remove") await removeEverything(deps, shop.id, { staffId });
  else if (intent === "switch-on") await switchWritingOn(deps, shop.id, { staffId });
  else if (intent === "pause") await pauseWriting(deps, shop.id, { staffId });
  else if (intent === "pause-reading") await pauseReading(deps, shop.id, { staffId });
  else if (intent === "resume-reading") await resumeReading(deps, shop.id);
  else if (intent === "import") await requestImport(deps, shop.id, { staffId });
  else if (intent === "cancel-import") await cancelImport(deps, shop.id, { staffId });
  else if (intent === "reconcile") await requestReconciliation(deps, shop.id, { compares: true });
  else if (intent === "recompute") await requestScoring(deps, shop.id);
  else if (intent === "retry-faults") await retryFaults(deps, shop.id);
  else throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  return json({ seen: null });
}

const RunId = z.string().regex(/^\d{1,18}$/).transform(BigInt);

export const clientAction = keepPage;

/** A dry run changes nothing, and where the app did not answer it is not asked for the page either, which would go with that. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, actionResult, defaultShouldRevalidate }) =>
  formData?.get("intent") !== "dry-run" && !isNoAnswer(actionResult) && defaultShouldRevalidate;

export default function Activity() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher();
  const [dryRun, before] = [useLook(), useLook()];
  const { limits } = view;
  const isHeldUp = limits.secondsLeft !== null || limits.closedUntil !== null || limits.slowSince !== null;
  const isComparing = view.readingPause === null && view.sync.reconciliations.some(({ status }) => status !== "done" && status !== "failed");
  useWatch(view.activities.length > 0 || isComparing || isHeldUp, isNoAnswer(fetcher.data) ? undefined : fetcher.data);
  const request = (form: Record<string, string>) => fetcher.submit(form, { method: "post" });
  return (
    <ActivityPage
      {...view}
      sending={fetcher.state !== "idle"}
      notDone={undoneBy(fetcher) ?? dryRun.notDone}
      dryRun={dryRun}
      before={before}
      onDecide={(approval) => {
        // Home's action knows of decisions.
        if (view.waitingWrite) fetcher.submit(writeDecision(view.waitingWrite, approval), { method: "post", action: "/app?index" });
      }}
      onUndo={(writeRunId) => request({ intent: "undo", writeRunId })}
      onRemove={() => request({ intent: "remove" })}
      onSwitchOn={() => request({ intent: "switch-on" })}
      onPause={() => request({ intent: "pause" })}
      onPauseReading={() => request({ intent: "pause-reading" })}
      onResumeReading={() => request({ intent: "resume-reading" })}
      onImport={() => request({ intent: "import" })}
      onCancelImport={() => request({ intent: "cancel-import" })}
      onReconcile={() => request({ intent: "reconcile" })}
      onRecompute={() => request({ intent: "recompute" })}
      onRetryFaults={() => request({ intent: "retry-faults" })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
