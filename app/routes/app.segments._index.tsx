import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, type ShouldRevalidateFunction, useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { admit, readPermissions } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { changeDefinition, type DefinitionAnswer } from "#app/segments/change-definition.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { seesCustomers } from "#app/shops/permissions.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { answerOr, isNoAnswer, undoneBy } from "#app/ui/answer-or.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { SegmentsPage } from "#app/ui/segments/segments-page.tsx";
import { useDraft } from "#app/ui/segments/use-draft.ts";
import { useLeaveGuard } from "#app/ui/use-leave-guard.ts";
import { usePreview } from "#app/ui/segments/use-preview.ts";
import { useCustomerFile } from "#app/ui/use-customer-file.ts";
import { useFormat } from "#app/ui/use-format.ts";
import { useWatch } from "#app/ui/use-watch.ts";
import { writeDecision } from "#app/ui/write-decision.ts";
import { viewCustomerFile } from "#app/views/customer-file.view.server.ts";
import { viewSegments } from "#app/views/segments.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId, permissions } = await readPermissions(request);
  const deps = getDeps();
  const stored = seesCustomers(permissions) ? await viewCustomerFile(deps, shop.id, staffId) : null;
  return json({ ...(await viewSegments(deps, shop)), stored, reader: staffId });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, staffId } = await admit(request, "write_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "preview") return json({ previewed: await previewDefinition(deps, shop, readDraft(form)) });
  if (intent === "save") {
    const draft = { draft: readDraft(form), version: Number(form.get("version")), staffId };
    return json({ saved: await changeDefinition(deps, shop, draft) });
  }
  if (intent !== "recompute") throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  await requestScoring(deps, shop.id);
  return json({ requested: true });
}

function readDraft(form: FormData): unknown {
  try {
    return JSON.parse(String(form.get("draft")));
  } catch {
    throw new Response("The draft is no JSON.", { status: 400 });
  }
}

export async function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  const intent = (await request.clone().formData()).get("intent");
  return answerOr(serverAction, intent === "preview" ? { previewed: { kind: "failed" } } : { saved: { kind: "failed" } });
}

type Sent = { saved?: DefinitionAnswer | { kind: "failed" } };

/** A preview changes nothing, and where the app did not answer it is not asked for the page either, which would go with that. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, actionResult, defaultShouldRevalidate }) => {
  const isAnswered = (actionResult as Sent | undefined)?.saved?.kind !== "failed" && !isNoAnswer(actionResult);
  return formData?.get("intent") !== "preview" && isAnswered && defaultShouldRevalidate;
};

export default function Segments() {
  const { reader, latest, stored, ...view } = useLoaderData<typeof loader>();
  const { currency } = useFormat();
  const fetcher = useFetcher<Sent>();
  const file = useCustomerFile(stored);
  const answer = fetcher.data?.saved ?? null;
  const draft = useDraft(latest, currency, answer?.kind === "saved" ? answer.version : null);
  const preview = usePreview(draft.isChanged ? draft.json : null);
  const isPending = view.current !== null && view.current.version !== latest.version && !view.scoringFailed;
  const sending = fetcher.state !== "idle";
  useLeaveGuard(draft.isChanged && !sending);
  // Where the app does not answer, reading on would replace the page, and what is typed in it, by an error.
  useWatch(view.activities.length > 0 || isPending, answer?.kind === "failed" || isNoAnswer(fetcher.data) ? undefined : fetcher.data);
  return (
    <SegmentsPage
      {...view}
      reader={reader}
      isPending={isPending}
      draft={draft}
      preview={preview}
      answer={answer}
      sending={sending}
      notDone={undoneBy(fetcher)}
      onSave={() => fetcher.submit({ intent: "save", version: draft.version, draft: draft.json }, { method: "post" })}
      onDecide={(approval) => view.waitingWrite && fetcher.submit(writeDecision(view.waitingWrite, approval), { method: "post", action: "/app?index" })}
      file={file}
      onCompute={() => fetcher.submit({ intent: "recompute" }, { method: "post" })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
