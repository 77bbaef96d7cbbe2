import { setTimeout as sleep } from "node:timers/promises";
import type { Dice } from "#sandbox/fill/dice.ts";
import type { ContractShop, WorkerProcess } from "./open-contract-shop.ts";

type Job = NonNullable<Awaited<ReturnType<WorkerProcess["queue"]["take"]>>>;
export type Failed = { job: Job; error: unknown };

/** Which may have to wait for whoever writes the customer at the moment. */
const OF_ONE_CUSTOMER = new Set(["write-customer", "notice-tag-event"]);

/** Whether somebody waits for their turn to write one of the customers ($2) of the shop ($1). */
const WAITS = `
  SELECT EXISTS (
    SELECT FROM pg_locks JOIN unnest($2::bigint[]) AS id
      ON (classid::bigint << 32) | objid::bigint = hashtextextended('write-customer:' || id || ':' || $1, 0)
    WHERE locktype = 'advisory' AND NOT granted) AS waits`;

/** A worker beside the one at work, who makes no call while this one is neither done nor in wait: so runs replay. */
export function openSecondWorker({ deps, shopId, sandbox, startProcess }: ContractShop, dice: Dice, told: string[]) {
  const customerIds = [...sandbox.store.customers.values()].map(({ id }) => id);
  const beside = { working: null as Promise<void> | null, failed: [] as Failed[] };

  async function waits(): Promise<boolean> {
    const { rows } = await deps.db.pool.query<{ waits: boolean }>(WAITS, [String(shopId), customerIds]);
    return rows[0]!.waits;
  }

  /** Until it is done, or waits for who writes its customer. */
  async function pause(): Promise<void> {
    while (beside.working && !(await waits())) await sleep(2);
  }

  async function work({ queue }: WorkerProcess, job: Job): Promise<void> {
    try {
      await queue.work(job);
    } catch (error) {
      beside.failed.push({ job, error });
    }
    beside.working = null;
  }

  return {
    pause,

    /** Takes a job of one customer, where there is one. */
    async begin(): Promise<void> {
      if (beside.working) return;
      const process = startProcess({});
      const job = await process.queue.take(dice.uniform(), (it) => OF_ONE_CUSTOMER.has(it));
      if (!job) return;
      told.push(`  beside it: ${job.name} ${JSON.stringify(job.payload)}`);
      beside.working = work(process, job);
      await pause();
    },

    /** When it has done its job. @returns what has failed */
    async end(): Promise<Failed[]> {
      await beside.working;
      return beside.failed.splice(0);
    },
  };
}
