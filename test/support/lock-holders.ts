import type { Pool } from "pg";

/** The connections that hold the locks of the workers living on this database: each of them holds one. */
export async function lockHolders(owner: Pool): Promise<number[]> {
  const { rows } = await owner.query<{ pid: number }>(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 73180 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );
  return rows.map((it) => it.pid);
}
