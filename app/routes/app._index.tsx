import { type ActionFunctionArgs, defer, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { z } from "zod";
import { getDeps } from "#app/composition.server.ts";
import { readCustomerNames } from "#app/customers/read-customer-names.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { authenticate } from "#app/shopify-app.server.ts";
import { ensureShop } from "#app/shops/ensure-shop.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { WriteSettings } from "#app/tags/write-settings.ts";
import { HomePage } from "#app/ui/home/home-page.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { saveFile } from "#app/ui/save-file.ts";
import { useWatch } from "#app/ui/use-watch.ts";
import { writeDecision } from "#app/ui/write-decision.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { viewReconciliation } from "#app/views/reconciliation.view.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const [home, reconciliation] = await Promise.all([viewHome(deps, shop), viewReconciliation(deps, shop.id)]);
  const moved = home.moves.map(({ customerId }) => customerId);
  // While work goes on the page is read every other second: Shopify is not asked each time.
  const names = readCustomerNames(deps, shop.id, home.activities.length > 0 ? [] : moved);
  return defer({ ...home, reconciliation, names });
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const deps = getDeps();
  const shop = await ensureShop(deps, session.shop);
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "import") await requestImport(deps, shop.id);
  else if (intent === "recompute") await requestScoring(deps, shop.id);
  else if (intent === "reconcile") await requestReconciliation(deps, shop.id, { compares: true });
  else if (intent === "decide-writes") await decideWrites(deps, shop.id, { ...Decision.parse(Object.fromEntries(form)), staffId: sessionToken.sub });
  else if (intent === "write-rules") await changeWriteSettings(deps, shop.id, Rules.parse(Object.fromEntries(form)));
  else if (intent === "resume-tags") await resumeTags(deps, shop.id, null);
  else throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  return json({ requested: intent });
}

const Decision = z.object({
  writeRunId: z.string().regex(/^\d{1,18}$/).transform(BigInt),
  scoreRunId: z.string(),
  approval: z.enum(["given", "refused"]),
});

const Rules = z.object({ handChanges: WriteSettings.shape.handChanges, capPercent: z.coerce.number(), capCustomers: z.coerce.number() });

export default function Home() {
  const home = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  useWatch(home.activities.length > 0 || home.reconciliation.running || home.waiting === "for-orders" || home.waiting === "for-scores", fetcher.data);
  const request = (intent: string) => fetcher.submit({ intent }, { method: "post" });
  const decide = (approval: "given" | "refused") => {
    if (home.waitingWrite) fetcher.submit(writeDecision(home.waitingWrite, approval), { method: "post" });
  };
  return (
    <HomePage
      {...home}
      sending={fetcher.state !== "idle"}
      onRecompute={() => request("recompute")}
      onImport={() => request("import")}
      onDecide={decide}
      onSaveRules={(rules) => fetcher.submit({ intent: "write-rules", ...rules }, { method: "post" })}
      onResumeAll={() => request("resume-tags")}
      onReconcile={() => request("reconcile")}
      onDownload={(id, as) => saveFile(`/app/data-requests/${id}?as=${as}`)}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
