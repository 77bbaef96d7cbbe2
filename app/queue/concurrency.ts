/** What a job may hold at one time: its own transaction, one that notes progress beside it, and one to spare. */
const CONNECTIONS_A_JOB = 3;
/** The queue's own: one that listens, one that takes jobs. */
const QUEUE_CONNECTIONS = 2;

/**
 * How many jobs a process may work at a time, so that none waits for a connection that another job holds.
 *
 * @throws RangeError where the pool is too small for one
 */
export function concurrencyOn(connections: number): number {
  const jobs = Math.floor((connections - QUEUE_CONNECTIONS) / CONNECTIONS_A_JOB);
  if (jobs >= 1) return jobs;
  const least = QUEUE_CONNECTIONS + CONNECTIONS_A_JOB;
  throw new RangeError(`A worker's pool of ${connections} connections is too small: it needs ${least} at least`);
}
