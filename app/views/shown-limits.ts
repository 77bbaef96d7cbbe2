/** What a process has noted of a shop's limits: a row of shopify_limits. */
export type LimitsRow = {
  notedAt: Date;
  toldAt: Date | null;
  available: number;
  maximum: number;
  restoreRate: number;
  pointsACall: number | null;
  waitingCalls: number;
  waitingPoints: number;
  waitingSince: Date | null;
  closedUntil: Date | null;
  slowSince: Date | null;
};

/** What waits in the queue to be done by live calls. */
export type NextInLine = { orders: number; customers: number };

export type ShownLimits = {
  /** With the points that came back since Shopify told; null as long as it has told nothing. */
  bucket: { available: number; maximum: number; restoreRate: number; toldAt: string } | null;
  /** Calls that wait for points, since when the first does; null where none do. */
  waiting: { calls: number; since: string } | null;
  next: NextInLine;
  /** Until all that waits has gone out; null where nothing waits, or nobody knows how fast points come back. */
  secondsLeft: number | null;
  /** Until when Shopify told the app to stay away. */
  closedUntil: string | null;
  /** Since when Shopify answers late or not at all. */
  slowSince: string | null;
};

/** Who waits notes so every other second: what is older was left behind by a process that has ended. */
const WAITING_BELIEVED_MS = 15_000;
/** A job that found no answer tries again within minutes, and nothing is noted in between. */
const SLOW_BELIEVED_MS = 15 * 60_000;
/** An order takes one call; a customer is read, and tags and figures are written. */
const CALLS = { orders: 1, customers: 3 } as const;

/** What all processes together know of a shop's limits, and how long what waits will take. */
export function shownLimits(rows: readonly LimitsRow[], next: NextInLine, now: Date): ShownLimits {
  const told = newestOf(rows, ({ toldAt }) => toldAt);
  const since = (at: Date) => now.getTime() - at.getTime();
  const waiting = rows.filter((row) => row.waitingCalls > 0 && (since(row.notedAt) < WAITING_BELIEVED_MS || (row.closedUntil ?? now) > now));
  const closedUntil = newestOf(rows, ({ closedUntil }) => (closedUntil && closedUntil > now ? closedUntil : null))?.at ?? null;
  const available = told && Math.min(told.row.maximum, told.row.available + (told.row.restoreRate * since(told.at)) / 1000);
  const calls = sumOf(waiting, (row) => row.waitingCalls);
  const points = sumOf(waiting, (row) => row.waitingPoints) + (next.orders * CALLS.orders + next.customers * CALLS.customers) * (told?.row.pointsACall ?? 0);
  const isWaiting = calls + next.orders + next.customers > 0;
  const closedSeconds = closedUntil === null ? 0 : -since(closedUntil) / 1000;
  return {
    bucket: told && { available: Math.floor(available!), maximum: told.row.maximum, restoreRate: told.row.restoreRate, toldAt: told.at.toISOString() },
    waiting: calls === 0 ? null : { calls, since: new Date(Math.min(...waiting.map(({ waitingSince }) => waitingSince!.getTime()))).toISOString() },
    next,
    secondsLeft: told && isWaiting ? Math.ceil(Math.max(closedSeconds, (points - available!) / told.row.restoreRate, 0)) : null,
    closedUntil: closedUntil?.toISOString() ?? null,
    slowSince: slowSince(rows, told?.at ?? null, now)?.toISOString() ?? null,
  };
}

/** An answer that has come to any process since says that Shopify is there. */
function slowSince(rows: readonly LimitsRow[], toldAt: Date | null, now: Date): Date | null {
  const slow = rows.filter((row) => row.slowSince && now.getTime() - row.notedAt.getTime() < SLOW_BELIEVED_MS && (toldAt === null || toldAt <= row.notedAt));
  return slow.map((row) => row.slowSince!).toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

function newestOf(rows: readonly LimitsRow[], timeOf: (row: LimitsRow) => Date | null): { row: LimitsRow; at: Date } | null {
  let newest: { row: LimitsRow; at: Date } | null = null;
  for (const row of rows) {
    const at = timeOf(row);
    if (at && (newest === null || at > newest.at)) newest = { row, at };
  }
  return newest;
}

function sumOf(rows: readonly LimitsRow[], valueOf: (row: LimitsRow) => number): number {
  return rows.reduce((sum, row) => sum + valueOf(row), 0);
}
