import { WriteKind } from "#app/tags/writing.ts";

/** What is being worked on for a shop, with how far it is where that is known. */
export type Activity = {
  what: "import-requested" | "import-querying" | "import-loading" | "scoring" | "writing" | "undoing" | "removing";
  done: number;
  /** Null while nobody knows how much there will be. */
  total: number | null;
  secondsLeft: number | null;
};

type ImportRow = { status: string; startedAt: Date; pausedSeconds: number; objectCount: bigint; linesRead: bigint };
type RunRow = { startedAt: Date; finishedAt: Date | null };
type ScoringRow = RunRow & { error: string | null };
type WriteRow = RunRow & { kind: string; customersTotal: number; customersDone: number; approval: string | null };

export type LatestWork = { import: ImportRow | null; scoring: ScoringRow | null; writing: WriteRow | null };

/** Each kind of work is judged by its latest row: an older one that never ended was replaced by it. */
export function findActivities(latest: LatestWork, now: Date): Activity[] {
  const found: (Activity | null)[] = [
    latest.import && importActivity(latest.import, now),
    latest.scoring && !latest.scoring.finishedAt && latest.scoring.error === null ? { what: "scoring", done: 0, total: null, secondsLeft: null } : null,
    latest.writing && !latest.writing.finishedAt && latest.writing.approval !== "waiting" ? writingActivity(latest.writing, now) : null,
  ];
  return found.filter((activity) => activity !== null);
}

function importActivity({ status, startedAt, pausedSeconds, objectCount, linesRead }: ImportRow, now: Date): Activity | null {
  const found = Number(objectCount);
  const read = Number(linesRead);
  switch (status) {
    case "requested":
      return { what: "import-requested", done: 0, total: null, secondsLeft: null };
    case "querying":
      return { what: "import-querying", done: found, total: null, secondsLeft: null };
    case "loading":
      return { what: "import-loading", done: read, total: found, secondsLeft: secondsLeft(read, found, new Date(startedAt.getTime() + pausedSeconds * 1000), now) };
    default:
      return null;
  }
}

const DOING = { write: "writing", undo: "undoing", removal: "removing" } as const satisfies Record<WriteKind, Activity["what"]>;

function writingActivity({ kind, customersDone, customersTotal, startedAt }: WriteRow, now: Date): Activity {
  return {
    what: DOING[WriteKind.parse(kind)],
    done: customersDone,
    total: customersTotal === 0 ? null : customersTotal,
    secondsLeft: secondsLeft(customersDone, customersTotal, startedAt, now),
  };
}

/** If it goes on as it went so far; null before there is anything to judge by. */
function secondsLeft(done: number, total: number, startedAt: Date, now: Date): number | null {
  if (done <= 0 || total <= done) return null;
  const elapsed = (now.getTime() - startedAt.getTime()) / 1000;
  return elapsed > 0 ? Math.ceil((elapsed / done) * (total - done)) : null;
}
