import type { Client } from "pg";
import type { Logger } from "pino";

/** First half of the advisory lock's key: any constant that nobody else on the database uses. */
const SPACE = 73180;
const ROUND_MS = 2000;
/** A pool that starts, or whose connection broke, holds its lock (again) within a round. */
const ROUNDS_UNTIL_GONE = 4;

export type WorkerLocks = {
  /** Call for each pool of workers that this process starts: the queue books jobs on the pool's id. */
  hold: (poolId: string) => void;
  /** Gives back the jobs that this process still works on, as if it had not tried them. */
  giveBackOwn: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Gives back the jobs of killed workers within ten seconds; the queue itself would keep them for four hours.
 *
 * Every living pool holds an advisory lock on a connection of its process. PostgreSQL drops it with the connection,
 * however the process ends, so a lock that stays free belongs to a pool that is gone.
 */
export function startWorkerLocks(connect: () => Promise<Client>, log: Logger): WorkerLocks {
  const own = new Set<string>();
  const roundsFree = new Map<string, number>();
  let held = new Set<string>();
  let connection: Client | null = null;
  let round: Promise<void> = Promise.resolve();

  function nextRound(): void {
    round = round.then(holdAndGiveBack).catch((err) => log.warn({ err }, "worker locks: trying again"));
  }

  async function requireConnection(): Promise<Client> {
    if (connection) return connection;
    const fresh = await connect();
    const lose = () => {
      if (connection === fresh) connection = null;
    };
    fresh.on("error", lose).on("end", lose);
    held = new Set();
    connection = fresh;
    return fresh;
  }

  async function holdAndGiveBack(): Promise<void> {
    const client = await requireConnection();
    for (const poolId of own) {
      if (!held.has(poolId) && (await tryLock(client, poolId))) held.add(poolId);
    }
    const { rows } = await client.query<{ poolId: string }>(
      'SELECT DISTINCT locked_by AS "poolId" FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
    );
    const others = rows.map((it) => it.poolId).filter((it) => !own.has(it));
    for (const poolId of roundsFree.keys()) if (!others.includes(poolId)) roundsFree.delete(poolId);
    for (const poolId of others) await giveBackWhenGone(client, poolId);
  }

  async function giveBackWhenGone(client: Client, poolId: string): Promise<void> {
    if (!(await tryLock(client, poolId))) {
      roundsFree.delete(poolId);
      return;
    }
    await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [SPACE, poolId]);
    const rounds = (roundsFree.get(poolId) ?? 0) + 1;
    roundsFree.set(poolId, rounds);
    if (rounds < ROUNDS_UNTIL_GONE) return;
    await client.query(FORGET_REPLACED, [[poolId]]);
    await client.query("SELECT graphile_worker.force_unlock_workers(ARRAY[$1])", [poolId]);
    log.warn({ poolId }, "gave back the jobs of a worker that is gone");
  }

  const timer = setInterval(nextRound, ROUND_MS);

  return {
    hold: (poolId) => {
      own.add(poolId);
      nextRound();
    },
    giveBackOwn: async () => {
      const client = await requireConnection();
      const { rowCount } = await client.query(UNCOUNT, [[...own]]);
      await client.query(FORGET_REPLACED, [[...own]]);
      await client.query("SELECT graphile_worker.force_unlock_workers($1)", [[...own]]);
      log.warn({ jobs: rowCount }, "gave back jobs that did not end in time");
    },
    close: async () => {
      clearInterval(timer);
      await round;
      await connection?.end();
    },
  };
}

/** An attempt that a restart cut off says nothing against the job. */
const UNCOUNT = "UPDATE graphile_worker._private_jobs SET attempts = attempts - 1 WHERE locked_by = ANY($1::text[]) AND key IS NOT NULL";
/** A job that was enqueued anew while it ran has lost its key to its successor; given back, it would look as if given up. */
const FORGET_REPLACED = "DELETE FROM graphile_worker._private_jobs WHERE locked_by = ANY($1::text[]) AND key IS NULL";

async function tryLock(client: Client, poolId: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken", [
    SPACE,
    poolId,
  ]);
  return rows[0]?.taken === true;
}
