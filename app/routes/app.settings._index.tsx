import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRouteError, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { admit, identify } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { WriteSettings } from "#app/tags/write-settings.ts";
import { keepPage, undoneBy, unlessNoAnswer } from "#app/ui/answer-or.ts";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { SettingsPage } from "#app/ui/settings/settings-page.tsx";
import { useSaveFile } from "#app/ui/use-save-file.ts";
import { parseLooksWanted } from "#app/views/looks-wanted.ts";
import { viewSettings } from "#app/views/settings.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId } = await identify(request);
  const looksWanted = parseLooksWanted(new URL(request.url).searchParams);
  return json({ ...(await viewSettings(getDeps(), shop, looksWanted)), reader: staffId });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await admit(request, "write_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "write-rules") await changeWriteSettings(deps, shop.id, Rules.parse(Object.fromEntries(form)));
  else if (intent === "resume-tags") await resumeTags(deps, shop.id, null);
  else throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  return json({ done: intent });
}

const Rules = z.object({ handChanges: WriteSettings.shape.handChanges, capPercent: z.coerce.number(), capCustomers: z.coerce.number() });

export const clientAction = keepPage;
export const shouldRevalidate = unlessNoAnswer;

export default function Settings() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<unknown>();
  const [, setParams] = useSearchParams();
  const saveFile = useSaveFile();
  return (
    <SettingsPage
      {...view}
      sending={fetcher.state !== "idle"}
      notDone={undoneBy(fetcher)}
      onSaveRules={(rules) => fetcher.submit({ intent: "write-rules", ...rules }, { method: "post" })}
      onResumeAll={() => fetcher.submit({ intent: "resume-tags" }, { method: "post" })}
      onDownloadRequest={(id, as) => saveFile(`/app/data-requests/${id}?as=${as}`)}
      onDownloadPart={(part) => saveFile(`/app/settings/export?part=${part}`)}
      onLooks={(place) => setParams(place, { preventScrollReset: true })}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
