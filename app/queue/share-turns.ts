import { LIVE } from "./define-job.ts";
import { PATIENT } from "./shop-flag.ts";

/** What of a taken job bears on whose turn it is; the flag is its shop's. */
export type TakenJob = { flag: string; priority: number };

/** Live jobs a shop gets in a round while others wait. Fewer: the end of a round is looked for more often. */
const JOBS_A_ROUND = 10;
/**
 * Slots that one shop leaves to others, so that jobs which wait for one shop's budget at Shopify do not fill them all.
 * The last free one is for a shop that has no live job running, and so are those beyond the usual ones: who else is slow
 * is told a moment later.
 */
const SLOTS_LEFT = 2;
/**
 * The part of the slots that nobody takes but while jobs wait for shops that answer late: as many of these then do not
 * count among the others. Of a slow shop one job is taken at a time, and of all slow ones as many as this part has slots.
 */
const SLOW_PART = 0.25;
/** The part of the slots that work which may wait leaves to live jobs: some of it takes minutes. */
const LIVE_PART = 0.5;

/**
 * Whose turn it is, in rounds: a shop that has had its live jobs of the round is passed over until no other shop has
 * one. So the first event of a shop waits for a few jobs of each other shop, however many thousand those have waiting.
 * With one shop alone nothing waits: a round that finds nobody else ends at once. However much there is to do that may
 * wait, some slots take none of it.
 *
 * @param slowFlags those of the shops that answer late now; it takes a while until that is seen
 */
export function createTurns(slots: number, slowFlags: () => ReadonlySet<string>) {
  const forSlow = Math.floor(slots * SLOW_PART);
  const usual = slots - forSlow;
  const most = Math.max(1, usual - SLOTS_LEFT);
  const mostPatient = Math.max(1, Math.floor(usual * (1 - LIVE_PART)));
  const running = new Map<string, number>();
  const runningLive = new Map<string, number>();
  let hadLive = new Map<string, number>();

  const look = () => {
    const slow = slowFlags();
    const [slowBusy, busy] = [sumOf(running, (flag) => slow.has(flag)), sumOf(running, (flag) => !slow.has(flag))];
    const live = sumOf(runningLive, (flag) => !slow.has(flag));
    const isFull = (flag: string) =>
      slow.has(flag)
        ? running.has(flag) || slowBusy >= Math.max(1, forSlow)
        : countOf(running, flag) >= most || (busy + Math.max(1, slowBusy) >= usual && runningLive.has(flag));
    return { slow, busy, patient: busy - live, isFull };
  };
  const hadEnough = (flag: string) => countOf(hadLive, flag) >= JOBS_A_ROUND;

  return {
    taken: ({ flag, priority }: TakenJob): void => {
      add(running, flag, 1);
      if (priority === LIVE) {
        add(runningLive, flag, 1);
        add(hadLive, flag, 1);
      } else {
        // Nobody else has a live job, or it would have gone first.
        hadLive = new Map();
      }
    },
    ended: ({ flag, priority }: TakenJob): void => {
      add(running, flag, -1);
      if (priority === LIVE) add(runningLive, flag, -1);
    },
    /** Flags of the jobs to be passed over now: of shops, and of work that may wait. */
    passedOver: (): string[] => {
      const { slow, patient, isFull } = look();
      const shops = [...new Set([...hadLive.keys(), ...running.keys(), ...slow])].filter((it) => hadEnough(it) || isFull(it));
      return patient >= mostPatient ? [...shops, PATIENT] : shops;
    },
    /** Whether another job may be taken now. */
    hasRoom: (): boolean => look().busy < usual,
    /** To be told when nothing was found. @returns whether another look may find something. */
    foundNothing: (): boolean => {
      const { isFull } = look();
      const ended = [...hadLive.keys()].some((it) => hadEnough(it) && !isFull(it));
      hadLive = new Map();
      return ended;
    },
  };
}

function countOf(counts: ReadonlyMap<string, number>, flag: string): number {
  return counts.get(flag) ?? 0;
}

function sumOf(counts: ReadonlyMap<string, number>, isWanted: (flag: string) => boolean): number {
  return [...counts].reduce((sum, [flag, count]) => (isWanted(flag) ? sum + count : sum), 0);
}

function add(counts: Map<string, number>, flag: string, change: 1 | -1): void {
  const count = countOf(counts, flag) + change;
  if (count > 0) counts.set(flag, count);
  else counts.delete(flag);
}
