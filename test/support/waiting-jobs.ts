import type { Pool } from "pg";

/** What waits in the queue: names and payloads, oldest first. */
export async function waitingJobs(owner: Pool): Promise<{ name: string; payload: unknown }[]> {
  const { rows } = await owner.query<{ name: string; payload: unknown }>(`
    SELECT tasks.identifier AS name, jobs.payload
    FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    ORDER BY jobs.id`);
  return rows;
}

export async function emptyQueue(owner: Pool): Promise<void> {
  await owner.query("DELETE FROM graphile_worker._private_jobs");
}
