import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { findShopByDomain } from "#app/shops/find-shop.repo.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import type { Activity } from "#app/views/find-activities.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import type { Progress, Steps } from "../steps.ts";
import { UsageError } from "./options.ts";

const POLL_MS = 250;
/** A job that failed so often is not waiting out a passing fault. */
const PATIENCE = 4;

type View = Awaited<ReturnType<typeof viewHome>>;

const UNITS = {
  "import-requested": "orders",
  "import-querying": "objects found",
  "import-loading": "lines",
  scoring: "customers",
  writing: "customers",
  undoing: "customers",
  removing: "customers",
} as const satisfies Record<Activity["what"], string>;

/** Waits until everything that Shopify holds has come down the river, showing each stage as it goes. */
export async function watchRiver(steps: Steps, db: Database, domain: string): Promise<void> {
  await steps.run("Backfill", (progress) =>
    until(db, domain, progress, ["import-requested", "import-querying", "import-loading"], (view) => {
      if (view.importFailure) throw new UsageError(`The backfill failed: ${JSON.stringify(view.importFailure.problem)}`);
      return view.waiting !== "for-orders";
    }),
  );
  await steps.run("Scores and segments", (progress) => until(db, domain, progress, ["scoring"], (view) => view.scored !== null));
  await steps.run("Tags and metafields", (progress) =>
    until(db, domain, progress, ["writing"], async (view, shopId) => {
      if (view.waitingWrite) await sayYes(db, shopId, view.waitingWrite);
      return view.lastWrite !== null && view.lastWrite.finishedAt !== null;
    }),
  );
}

/** Until `isDone`, none of the activities is left, and (for the last stage) the queue holds no more work for the shop. */
async function until(
  db: Database,
  domain: string,
  progress: Progress,
  activities: Activity["what"][],
  isDone: (view: View, shopId: bigint) => boolean | Promise<boolean>,
): Promise<void> {
  for (;;) {
    const shop = await findShopByDomain(db, domain);
    const view = shop ? await viewHome({ db, clock: () => new Date() }, shop) : null;
    const current = view?.activities.find((it) => activities.includes(it.what));
    if (current) progress(current.done, current.total ?? undefined, UNITS[current.what]);
    if (shop && view && !current && (await isDone(view, shop.id)) && !(activities.includes("writing") && (await isBusy(db)))) return;
    if (shop) await failOnBrokenJob(db, shop.id);
    await new Promise((next) => setTimeout(next, POLL_MS));
  }
}

/** The demo is the merchant until somebody opens it. */
async function sayYes(db: Database, shopId: bigint, { writeRunId, asked }: NonNullable<View["waitingWrite"]>): Promise<void> {
  const yes = { writeRunId: BigInt(writeRunId), scoreRunId: asked.scoreRunId, approval: "given", staffId: null } as const;
  await decideWrites({ db, clock: () => new Date() }, shopId, yes);
}

/** What is due later than any next try of a job that has failed is no work now: a file of customers goes after a day. */
export async function isBusy(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query("SELECT 1 FROM graphile_worker.jobs WHERE attempts < max_attempts AND run_at < now() + interval '10 minutes' LIMIT 1");
  return rows.length > 0;
}

async function failOnBrokenJob(db: Database, shopId: bigint): Promise<void> {
  const broken = await withShop(db, shopId, (tx) =>
    tx.$queryRaw<{ job: string; error: string }[]>`
      SELECT task_identifier AS job, last_error AS error FROM graphile_worker.jobs
      WHERE attempts >= ${PATIENCE} AND last_error IS NOT NULL LIMIT 1`,
  );
  if (broken[0]) throw new UsageError(`The job ${broken[0].job} fails again and again: ${broken[0].error}`);
}
