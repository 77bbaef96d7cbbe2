import { setTimeout as sleep } from "node:timers/promises";
import type { Job, WorkerEvents } from "graphile-worker";
import { createTurns, type TakenJob } from "./share-turns.ts";
import { PATIENT, shopFlag } from "./shop-flag.ts";

/**
 * A look past thousands of jobs costs PostgreSQL milliseconds, and each new job asks for one: while all that was found
 * is passed over, as long as this lies between two.
 */
const BETWEEN_VAIN_LOOKS_MS = 200;

/**
 * Lets shops take turns at this process's slots.
 *
 * @returns what each slot asks before it looks for a job: the flags of the jobs to be passed over. One slot looks at a
 *   time, since of several that look at once all may find the same shop's.
 */
export function takeTurns(events: WorkerEvents, slots: number, slowShops: () => readonly bigint[]): () => Promise<string[]> {
  const turns = createTurns(slots, () => new Set(slowShops().map((shopId) => shopFlag(String(shopId)))));
  let lastLook = Promise.resolve();
  let endLook = () => {};
  let inVainAt = -Infinity;
  let slotsChanged = Promise.withResolvers<void>();
  const tellOfSlots = () => {
    slotsChanged.resolve();
    slotsChanged = Promise.withResolvers();
  };
  events.on("job:start", ({ job }) => {
    ofShop(job, turns.taken);
    endLook();
  });
  events.on("worker:getJob:error", () => endLook());
  let stopping = false;
  const mayLook = () => stopping || turns.hasRoom();
  events.on("pool:gracefulShutdown", () => {
    stopping = true;
    tellOfSlots();
  });
  events.on("worker:getJob:empty", ({ worker }) => {
    if (turns.foundNothing() && !stopping) worker.nudge();
    inVainAt = performance.now();
    endLook();
  });
  events.on("job:complete", ({ job }) => {
    ofShop(job, turns.ended);
    tellOfSlots();
  });
  return async () => {
    const pause = inVainAt + BETWEEN_VAIN_LOOKS_MS - performance.now();
    if (pause > 0 && turns.passedOver().length > 0) await sleep(pause);
    const look = Promise.withResolvers<void>();
    const before = lastLook;
    lastLook = look.promise;
    await before;
    // That a shop is slow is told by nothing but the time.
    while (!mayLook()) await Promise.race([slotsChanged.promise, sleep(BETWEEN_VAIN_LOOKS_MS)]);
    endLook = look.resolve;
    return turns.passedOver();
  };
}

/** What the clock causes is of no shop. */
function ofShop({ flags, priority }: Job, tell: (job: TakenJob) => void): void {
  const flag = Object.keys(flags ?? {}).find((it) => it !== PATIENT);
  if (flag !== undefined) tell({ flag, priority });
}
