import type { Pool } from "pg";
import type { Handler } from "#app/queue/handle.ts";
import { shopFlag } from "#app/queue/shop-flag.ts";

export type WaitingJob = { id: string; name: string; payload: unknown };

/** The jobs of one shop, taken out and worked in whatever order a test likes; when they are due does not count. */
export function shopQueue(pool: Pool, shopId: bigint, handlers: readonly Handler[]) {
  const runs = new Map(handlers.map(({ job, run }) => [job, run]));

  async function waiting(): Promise<WaitingJob[]> {
    const { rows } = await pool.query<WaitingJob>(
      `SELECT jobs.id, tasks.identifier AS name, jobs.payload
       FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
       WHERE jobs.flags ? $1 ORDER BY jobs.id`,
      [shopFlag(String(shopId))],
    );
    return rows;
  }

  async function work({ id, name, payload }: WaitingJob): Promise<void> {
    await pool.query("DELETE FROM graphile_worker._private_jobs WHERE id = $1", [id]);
    const run = runs.get(name);
    if (!run) throw new Error(`Nobody works jobs of the name ${name}`);
    await run(payload, { isLast: true });
  }

  return { waiting, work };
}
