import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { importOrdersJob } from "./import-orders.job.ts";
import type { ImportStatus } from "./import-status.ts";
import { problemOf } from "./problem-of.ts";
import type { PassingProblem, ReadProblem } from "./read-problem.ts";
import { changeImport, findActiveImport, type ImportChange, noteOnImport } from "./imports.repo.server.ts";

type Parts = Pick<Deps, "db" | "clock">;

/** Stores where the import stands, and the next step with it. */
export async function stepAgain(
  { db, clock }: Parts,
  running: Import,
  change: Omit<ImportChange, "updatedAt">,
  delaySeconds: number,
): Promise<void> {
  await withShop(db, running.shopId, async (tx) => {
    const active = await changeImport(tx, running, { ...change, problem: null, updatedAt: clock() });
    if (active) await enqueue(tx, importOrdersJob, { shopId: String(running.shopId) }, { delaySeconds });
  });
}

/** A query that Shopify keeps losing or breaking off is not asked for again and again. */
const MOST_RESTARTS = 3;
const RESTART_SECONDS = 60;

/**
 * Gives up what Shopify collected and has it collect anew, as an import of its own. Orders that were read stay in the
 * ledger; which are gone is for a file to tell that holds all.
 */
export async function restartImport(deps: Parts, running: Import, problem: PassingProblem): Promise<void> {
  const { shopId, restarts } = running;
  if (restarts >= MOST_RESTARTS) return failImport(deps, running, { ...problem, tries: restarts + 1 });
  await withShop(deps.db, shopId, async (tx) => {
    const now = deps.clock();
    const failed: ImportStatus = "failed";
    const requested: ImportStatus = "requested";
    if (!(await changeImport(tx, running, { status: failed, problem, updatedAt: now, finishedAt: now }))) return;
    await tx.import.create({ data: { shopId, status: requested, restarts: restarts + 1, startedAt: now, updatedAt: now } });
    await enqueue(tx, importOrdersJob, { shopId: String(shopId) }, { delaySeconds: RESTART_SECONDS });
  });
}

export async function failImport({ db, clock }: Parts, running: Import, problem: ReadProblem): Promise<void> {
  await noteOnImport(db, running, { status: "failed", problem, updatedAt: clock(), finishedAt: clock() });
}

/** After the last attempt to set the shop up: its first import has failed before it began, and a page can ask again. */
export async function failInstallation({ db, clock }: Parts, payload: { shopId: string }, error: unknown): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const now = clock();
  const status: ImportStatus = "failed";
  await withShop(db, shopId, async (tx) => {
    if (await findActiveImport(tx, shopId)) return;
    await tx.import.create({ data: { shopId, status, problem: problemOf(error), startedAt: now, updatedAt: now, finishedAt: now } });
  });
}
