import { type ActionFunctionArgs, defer, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRouteError } from "@remix-run/react";
import { z } from "zod";
import { admit, readPermissions } from "#app/admit.server.ts";
import { getDeps } from "#app/composition.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { readCustomerNames } from "#app/customers/read-customer-names.server.ts";
import { WITHHELD } from "#app/customers/read-live.server.ts";
import { shopAlerts } from "#app/insights/shop-alerts.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { resumeReading } from "#app/orders/resume-reading.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { hideSetupGuide, tickSetupStep } from "#app/shops/change-setup-guide.server.ts";
import { seesCustomers } from "#app/shops/permissions.ts";
import { TICKED_STEPS } from "#app/shops/setup-steps.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { isNoAnswer, keepPage, undoneBy, unlessNoAnswer } from "#app/ui/answer-or.ts";
import { HomePage } from "#app/ui/home/home-page.tsx";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { useWatch } from "#app/ui/use-watch.ts";
import { writeDecision } from "#app/ui/write-decision.ts";
import { viewAttention } from "#app/views/attention.view.server.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { viewReconciliation } from "#app/views/reconciliation.view.server.ts";

/** In a shop of a million customers, beside other work. */
const FIGURES_TAKE_MINUTES = 10;

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staffId, permissions } = await readPermissions(request);
  const deps = getDeps();
  const [home, attention, reconciliation] = await Promise.all([viewHome(deps, shop), viewAttention(deps, shop), viewReconciliation(deps, shop.id)]);
  const shown = [...home.moves.map(({ customerId }) => customerId), ...[...attention.atRisk, ...attention.promising].map(({ id }) => id)];
  const named = home.activities.length > 0 ? [] : [...new Set(shown)];
  // While work goes on the page is read every other second: neither is Shopify asked for names each time, nor is each a look.
  if (named.length > 0) await noteAccess(deps, shop.id, { staffId, what: "customer-list" });
  const { compared } = reconciliation;
  const alerts = shopAlerts({ trends: home.scored?.overview?.alerts ?? [], compared, ordersWaiting: home.ordersWaiting });
  return defer({ ...home, attention, reconciliation, alerts, reader: staffId, names: seesCustomers(permissions) ? readCustomerNames(deps, shop.id, named) : WITHHELD });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, staffId } = await admit(request, "write_customers");
  const deps = getDeps();
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "import") await requestImport(deps, shop.id, { staffId });
  else if (intent === "recompute") await requestScoring(deps, shop.id);
  else if (intent === "reconcile") await requestReconciliation(deps, shop.id, { compares: true });
  else if (intent === "resume-reading") await resumeReading(deps, shop.id);
  else if (intent === "decide-writes") await decideWrites(deps, shop.id, { ...Decision.parse(Object.fromEntries(form)), staffId });
  else if (intent === "tick-step") await tickSetupStep(deps, shop.id, z.enum(TICKED_STEPS).parse(form.get("step")));
  else if (intent === "hide-setup") await hideSetupGuide(deps, shop.id, form.get("hidden") === "true");
  else throw new Response(`Unknown intent "${intent}"`, { status: 400 });
  return json({ requested: intent });
}

const Decision = z.object({
  writeRunId: z.string().regex(/^\d{1,18}$/).transform(BigInt),
  scoreRunId: z.string(),
  approval: z.enum(["given", "refused"]),
});

export const clientAction = keepPage;
export const shouldRevalidate = unlessNoAnswer;

export default function Home() {
  const home = useLoaderData<typeof loader>();
  const fetcher = useFetcher<unknown>();
  // A run from before there were figures has none coming.
  const figuresAwaited = home.scored !== null && home.scored.overview === null && home.scored.minutesAgo < FIGURES_TAKE_MINUTES;
  useWatch(home.activities.length > 0 || home.reconciliation.running || home.waiting === "for-orders" || home.waiting === "for-scores" || figuresAwaited, isNoAnswer(fetcher.data) ? undefined : fetcher.data);
  const request = (intent: string) => fetcher.submit({ intent }, { method: "post" });
  const decide = (approval: "given" | "refused") => {
    if (home.waitingWrite) fetcher.submit(writeDecision(home.waitingWrite, approval), { method: "post" });
  };
  return (
    <HomePage
      {...home}
      sending={fetcher.state !== "idle"}
      notDone={undoneBy(fetcher)}
      onRecompute={() => request("recompute")}
      onImport={() => request("import")}
      onDecide={decide}
      onTickStep={(step) => fetcher.submit({ intent: "tick-step", step }, { method: "post" })}
      onHideSetup={(hidden) => fetcher.submit({ intent: "hide-setup", hidden }, { method: "post" })}
      onResumeReading={() => request("resume-reading")}
      onReconcile={() => request("reconcile")}
    />
  );
}

export function ErrorBoundary() {
  return <RouteFailure error={useRouteError()} />;
}
