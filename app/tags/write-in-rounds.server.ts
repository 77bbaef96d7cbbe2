import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { type CustomerMarks, isParked, planWrite, type PlannedWrite } from "./plan-write.ts";
import { readMarks, readMarksOf } from "./read-marks.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";
import type { WriteCounts } from "./write-outcome.ts";
import { writeRound } from "./write-round.server.ts";

/** About 30 MB of variables (Shopify takes 100), and the most that a crash can make us write again. */
const ROUND = 20_000;

/** Writes everybody who is not as wanted by bulk mutations, a round at a time. */
export async function writeInRounds(
  deps: Pick<Deps, "db" | "shopify" | "clock">,
  shopId: bigint,
  report: (counts: WriteCounts) => Promise<void>,
): Promise<void> {
  for await (const { writes, busy } of collectRounds(deps, shopId)) {
    const { counts, failures } = await writeRound(deps, shopId, writes);
    await report(counts);
    if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join("; "));
    await lookAgain(deps, shopId, [...busy, ...writes.map(({ customerId }) => customerId)]);
  }
}

type Round = {
  writes: PlannedWrite[];
  /** Customers whom an event is writing right now, or was when its process died. */
  busy: bigint[];
};

async function* collectRounds({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint): AsyncGenerator<Round> {
  let round: Round = { writes: [], busy: [] };
  for await (const page of readMarks(db, shopId)) {
    for (const marks of page) {
      const planned = isParked(marks, clock()) ? null : planWrite(marks);
      if (planned && isBusy(marks)) round.busy.push(marks.customerId);
      else if (planned) round.writes.push(planned);
      if (round.writes.length < ROUND) continue;
      yield round;
      round = { writes: [], busy: [] };
    }
  }
  if (round.writes.length + round.busy.length > 0) yield round;
}

function isBusy({ written }: CustomerMarks): boolean {
  return written !== null && written.pending && !written.inBulk;
}

/** Events that came while the round held a customer left the customer to it. */
async function lookAgain({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, customerIds: readonly bigint[]): Promise<void> {
  const now = await readMarksOf(db, shopId, customerIds);
  const changed = now.filter((marks) => !isParked(marks, clock()) && planWrite(marks) !== null);
  await withShop(db, shopId, async (tx) => {
    for (const { customerId } of changed) {
      await enqueue(tx, writeCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
    }
  });
}
