import type { Pool } from "pg";
import type { Handler } from "#app/queue/handle.ts";
import { shopFlag } from "#app/queue/shop-flag.ts";

type TakenJob = { name: string; payload: unknown; key: string; priority: number; flags: string[] };

const OF_SHOP = `
  FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
  WHERE jobs.flags ? $1`;

/** A history takes dozens of jobs: one message for each look. */
const TAKE = `
  WITH waiting AS (
    SELECT jobs.id, tasks.identifier AS name, row_number() OVER (ORDER BY jobs.id) AS place, count(*) OVER () AS number
    ${OF_SHOP} AND tasks.identifier <> ALL ($2))
  DELETE FROM graphile_worker._private_jobs AS jobs USING waiting
  WHERE jobs.id = waiting.id AND waiting.place = 1 + floor($3::float8 * waiting.number)
  RETURNING waiting.name, jobs.payload, jobs.key, jobs.priority, array(SELECT jsonb_object_keys(jobs.flags)) AS flags`;

const PUT_BACK = `
  SELECT graphile_worker.add_job($1, payload := $2::json, job_key := $3, priority := $4, flags := $5::text[])
  WHERE NOT EXISTS (SELECT FROM graphile_worker._private_jobs WHERE key = $3)`;

/** The jobs of one shop, taken out and worked in whatever order a test likes; when they are due does not count. */
export function shopQueue(pool: Pool, shopId: bigint, handlers: readonly Handler[]) {
  const runs = new Map(handlers.map(({ job, run }) => [job, run]));
  const flag = shopFlag(String(shopId));

  async function count(): Promise<number> {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count ${OF_SHOP}`, [flag]);
    return rows[0]!.count;
  }

  /** @param roll which one: from 0 for the oldest up to 1 for the newest */
  async function take(roll: number, isWanted: (name: string) => boolean): Promise<TakenJob | null> {
    const unwanted = [...runs.keys()].filter((name) => !isWanted(name));
    const { rows } = await pool.query<TakenJob>(TAKE, [flag, unwanted, roll]);
    return rows[0] ?? null;
  }

  async function work({ name, payload }: TakenJob): Promise<void> {
    const run = runs.get(name);
    if (!run) throw new Error(`Nobody works jobs of the name ${name}`);
    await run(payload, { isLast: true });
  }

  /** One that has failed; where the same was asked for meanwhile, that one does for both. */
  async function putBack({ name, payload, key, priority, flags }: TakenJob): Promise<void> {
    await pool.query(PUT_BACK, [name, JSON.stringify(payload), key, priority, flags]);
  }

  /** Every other shop's look would go past what is left. */
  async function clear(): Promise<void> {
    await pool.query("DELETE FROM graphile_worker._private_jobs WHERE flags ? $1", [flag]);
  }

  return { count, take, work, putBack, clear };
}
