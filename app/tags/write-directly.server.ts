import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ensureEnqueued } from "../queue/ensure-enqueued.server.ts";
import { callDirectly } from "./call-directly.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { holdCustomers } from "./hold-customers.server.ts";
import { type PlannedWrite, planWrite } from "./plan-write.ts";
import { readMarksOf } from "./read-marks.repo.server.ts";
import { releaseGone } from "./release-gone.server.ts";
import { settleMarks } from "./settle-marks.repo.server.ts";
import type { Supposed } from "./supposed.ts";
import { addWrites, concludeWrite, countWrite, mayBeGone, NO_WRITES, type WriteCounts } from "./write-outcome.ts";
import { writeCustomersJob } from "./write-customers.job.ts";

type WritingDeps = Pick<Deps, "db" | "shopify" | "clock">;

/** Two or three of them share a call for their figures; more would keep an event on one of them waiting for seconds. */
export const MOST_AT_A_TIME = 10;

/**
 * Brings a few customers in Shopify to what is wanted, by direct calls.
 *
 * A customer whom a bulk round holds is left to it: the round looks again at everyone it held when it ends. That it
 * does end is made sure of here: its job may have been given up.
 */
export function writeDirectly(
  deps: WritingDeps,
  shopId: bigint,
  customerIds: readonly bigint[],
  { runId = null, as = null }: For = {},
): Promise<WriteCounts> {
  return holdCustomers(deps.db, shopId, customerIds, async () => {
    let counts = NO_WRITES;
    for (let left = customerIds; left.length > 0; ) {
      const marks = await readMarksOf(deps.db, shopId, left, as);
      const free = marks.filter(({ written }) => !written?.held);
      if (free.length < marks.length) await withShop(deps.db, shopId, (tx) => ensureEnqueued(tx, writeCustomersJob, { shopId: String(shopId) }));
      const planned = free.flatMap((it) => planWrite(it) ?? []);
      const done = planned.length > 0 ? await claimAndWrite(deps, shopId, planned, runId) : new Map<bigint, WriteCounts>();
      counts = [...done.values()].reduce(addWrites, counts);
      // Of the others somebody else has changed the row meanwhile.
      left = planned.map(({ customerId }) => customerId).filter((customerId) => !done.has(customerId));
    }
    return counts;
  });
}

type For = {
  /** The run that it is logged under. */
  runId?: bigint | null;
  /** What is aimed at; null: what the shop's writing does. */
  as?: Supposed | null;
};

/** @returns what was done, of those customers whose row nobody else changed meanwhile */
async function claimAndWrite(
  deps: WritingDeps,
  shopId: bigint,
  planned: readonly PlannedWrite[],
  runId: bigint | null,
): Promise<Map<bigint, WriteCounts>> {
  const { db, clock } = deps;
  const claimed = await withShopConnection(db, shopId, (client) => claimMarks(client, shopId, planned, { inBulk: false, now: clock(), runId }));
  const called = await callDirectly(deps, shopId, claimed);
  const released = await releaseGone(deps, shopId, called.filter(({ write, results }) => mayBeGone(write, results)).map(({ write }) => write.customerId));
  const ended = called.map(({ write, results }) => {
    const outcome = concludeWrite(write, results, released.has(write.customerId));
    return { outcome: { ...outcome, version: write.version }, counts: countWrite(results, outcome) };
  });
  const settled = await withShopConnection(db, shopId, (client) => settleMarks(client, shopId, ended.map(({ outcome }) => outcome), clock()));
  return new Map(ended.flatMap(({ outcome: { customerId }, counts }) => (settled.has(customerId) ? [[customerId, counts]] : [])));
}
