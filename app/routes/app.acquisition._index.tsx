import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, type ShouldRevalidateFunction, useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { useState } from "react";
import { CostDraft } from "#app/acquisition/check-costs.ts";
import { checkSpendFile, type SpendReport } from "#app/acquisition/check-spend-file.server.ts";
import { type CostsAnswer, noteCosts } from "#app/acquisition/note-costs.server.ts";
import type { Spend } from "#app/acquisition/spend.ts";
import { admit, identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { everyLanguage } from "#app/locales/every-language.ts";
import { monthsBetween } from "#app/time/months.ts";
import { AcquisitionPage } from "#app/ui/acquisition/acquisition-page.tsx";
import { useCostsDraft } from "#app/ui/acquisition/use-costs-draft.ts";
import { answerOr, undoneBy } from "#app/ui/answer-or.ts";
import { channelCalled } from "#app/ui/channel-name.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useAddress } from "#app/ui/use-address.ts";
import { useFormat } from "#app/ui/use-format.ts";
import { useLeaveGuard } from "#app/ui/use-leave-guard.ts";
import { useSaveFile } from "#app/ui/use-save-file.ts";
import { parseAcquisitionQuery } from "#app/views/acquisition-query.ts";
import { viewAcquisition } from "#app/views/acquisition.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId } = await identify(request);
  const query = parseAcquisitionQuery(new URL(request.url).searchParams);
  return json({ ...(await viewAcquisition(getDeps(), shop, query)), reader: staffId });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, staffId } = await admit(request, "write_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "check-file") {
    const languages = await everyLanguage();
    const channelOf = (name: string) => languages.reduce((channel, { t }) => channelCalled(t, channel), name);
    return json({ report: await checkSpendFile(deps, shop, { text: String(form.get("text")), channelCalled: channelOf }) });
  }
  if (intent !== "save") throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  const given = { draft: readDraft(form), version: Number(form.get("version")), staffId };
  return json({ saved: await noteCosts(deps, shop, given) });
}

function readDraft(form: FormData): CostDraft {
  try {
    return CostDraft.parse(JSON.parse(String(form.get("draft"))));
  } catch {
    throw new Response("The draft is none.", { status: 400 });
  }
}

export async function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  const intent = (await request.clone().formData()).get("intent");
  return answerOr(serverAction, intent === "save" ? { saved: { kind: "failed" } } : { report: { kind: "failed" } });
}

type Sent = { saved?: CostsAnswer | { kind: "failed" }; report?: SpendReport | { kind: "failed" } };

/** A look at a file changes nothing; where the app did not answer it is not asked for the page either, which would go with that. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) => {
  const sent = actionResult as Sent | undefined;
  return sent?.report === undefined && sent?.saved?.kind !== "failed" && defaultShouldRevalidate;
};

export default function Acquisition() {
  const { reader, current, costs, columns, changes, period, choices, business } = useLoaderData<typeof loader>();
  const { currency } = useFormat();
  const { params, change } = useAddress();
  const saving = useFetcher<Sent>();
  const checking = useFetcher<Sent>();
  const saveFile = useSaveFile();
  const [dismissed, setDismissed] = useState<Sent["report"]>();
  const [noted, setNoted] = useState<Sent["report"]>();
  const answer = saving.data?.saved ?? null;
  const draft = useCostsDraft(costs, currency, answer?.kind === "saved" ? answer.version : null);
  const sending = saving.state !== "idle";
  useLeaveGuard(draft.isChanged && !sending);
  const save = (spends: Spend[]) =>
    saving.submit({ intent: "save", version: String(draft.version), draft: JSON.stringify(draft.with(spends)) }, { method: "post", encType: "multipart/form-data" });
  const report = checking.data?.report;
  const isNoted = report === noted && (answer?.kind === "saved" || answer?.kind === "unchanged");
  return (
    <AcquisitionPage
      controls={{ period, choices, business, onChange: (chosen) => change({ ...period, ...Object.fromEntries(params), ...chosen }, { preventScrollReset: true }) }}
      current={current}
      months={monthsBetween(period.from, period.to)}
      columns={columns}
      draft={draft}
      answer={answer}
      notDone={undoneBy(saving) ?? undoneBy(checking)}
      isMarginUnknown={costs.grossMargin === null}
      isSpendUnknown={costs.spends.length === 0}
      otherCurrencies={costs.left.length}
      file={{
        report: report === dismissed || isNoted || checking.state !== "idle" ? null : (report ?? null),
        looking: checking.state !== "idle",
        sending,
        onFile: (text) => checking.submit({ intent: "check-file", text }, { method: "post", encType: "multipart/form-data" }),
        onNote: (read) => {
          setNoted(report);
          save(read.spends);
        },
        onDismiss: () => setDismissed(report),
        onTemplate: () => saveFile(`/app/acquisition/template?${new URLSearchParams(period).toString()}`),
      }}
      changes={changes}
      reader={reader}
      sending={sending}
      onSave={() => save([])}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
