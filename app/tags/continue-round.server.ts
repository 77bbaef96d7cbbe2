import type { WriteRun } from "../db/generated/client.ts";
import type { Deps } from "../deps.server.ts";
import { BulkMutationsUnderWay } from "./bulk-mutations-under-way.graphql.ts";
import { concludeRound, type LookedAt } from "./conclude-round.server.ts";
import { lookAtMutation } from "./look-at-mutation.server.ts";
import { mutationsToStart, shareDone } from "./mutation-stand.ts";
import { type Mutation, readPlannedWrites, type Round } from "./round.repo.server.ts";
import { startMutation } from "./start-mutation.server.ts";
import { estimateRound } from "./write-run.repo.server.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

const FIRST_LOOK_SECONDS = 0.5;
const BUSY_SECONDS = 10;

/**
 * The next step of a bulk round: start what may start, look how far Shopify is, or settle what came of it.
 *
 * @returns seconds until the step after it
 */
export async function continueRound(deps: WritingDeps, run: WriteRun, { mutations, customers }: Round): Promise<number> {
  const round: LookedAt[] = [];
  for (const mutation of mutations) round.push({ mutation, stand: await lookAtMutation(deps, mutation) });

  const due = mutationsToStart(round);
  if (due.length > 0) return startAll(deps, due, mutations);
  if (round.some(({ stand }) => stand.is === "under-way")) {
    await estimateRound(deps.db, run, Math.floor(customers * shareDone(round)));
    return pauseSince(mutations, deps.clock());
  }
  await concludeRound(deps, run, round);
  return 0;
}

async function startAll(deps: WritingDeps, due: readonly Mutation[], all: readonly Mutation[]): Promise<number> {
  const mayRunAlready = due.some(({ askedAt }) => askedAt !== null);
  if (mayRunAlready && (await isUnknownUnderWay(deps, all))) return BUSY_SECONDS;
  const planned = await readPlannedWrites(deps.db, all[0]!.shopId);
  for (const mutation of due) if (!(await startMutation(deps, mutation, planned))) return BUSY_SECONDS;
  return FIRST_LOOK_SECONDS;
}

/** Whether Shopify runs a mutation whose id was lost. No other code of this app runs bulk mutations. */
async function isUnknownUnderWay({ shopify }: WritingDeps, mutations: readonly Mutation[]): Promise<boolean> {
  const { bulkOperations } = await shopify.run(mutations[0]!.shopId, BulkMutationsUnderWay, {});
  return bulkOperations.nodes.some(({ id }) => mutations.every((known) => known.bulkOperationId !== id));
}

/** Small rounds are over within a second, large ones take minutes. */
function pauseSince(mutations: readonly Mutation[], now: Date): number {
  const asked = mutations.map(({ askedAt }) => askedAt?.getTime() ?? 0);
  return Math.min(10, Math.max(FIRST_LOOK_SECONDS, (now.getTime() - Math.max(...asked)) / 10_000));
}
