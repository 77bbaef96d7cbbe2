import { LIVE } from "./define-job.ts";
import { PATIENT } from "./shop-flag.ts";

/** What of a taken job bears on whose turn it is; the flag is its shop's. */
export type TakenJob = { flag: string; priority: number };

/** Live jobs a shop gets in a round while others wait. Fewer: the end of a round is looked for more often. */
const JOBS_A_ROUND = 10;
/**
 * Slots that one shop leaves to others, so that jobs which wait for one shop's budget at Shopify do not fill them all.
 * The last free one is for a shop that has no live job running: two shops that Shopify does not answer hold up nobody.
 */
const SLOTS_LEFT = 2;
/** The part of the slots that work which may wait leaves to live jobs: some of it takes minutes. */
const LIVE_PART = 0.5;

/**
 * Whose turn it is, in rounds: a shop that has had its live jobs of the round is passed over until no other shop has
 * one. So the first event of a shop waits for a few jobs of each other shop, however many thousand those have waiting.
 * With one shop alone nothing waits: a round that finds nobody else ends at once. However much there is to do that may
 * wait, some slots take none of it.
 */
export function createTurns(slots: number) {
  const most = Math.max(1, slots - SLOTS_LEFT);
  const mostPatient = Math.max(1, Math.floor(slots * (1 - LIVE_PART)));
  let patient = 0;
  let busy = 0;
  const running = new Map<string, number>();
  const runningLive = new Map<string, number>();
  let hadLive = new Map<string, number>();

  const isFull = (flag: string) => countOf(running, flag) >= most || (busy >= slots - 1 && runningLive.has(flag));
  const hadEnough = (flag: string) => countOf(hadLive, flag) >= JOBS_A_ROUND;

  return {
    taken: ({ flag, priority }: TakenJob): void => {
      busy += 1;
      add(running, flag, 1);
      if (priority === LIVE) {
        add(runningLive, flag, 1);
        add(hadLive, flag, 1);
      } else {
        patient += 1;
        // Nobody else has a live job, or it would have gone first.
        hadLive = new Map();
      }
    },
    ended: ({ flag, priority }: TakenJob): void => {
      busy -= 1;
      add(running, flag, -1);
      if (priority === LIVE) add(runningLive, flag, -1);
      else patient -= 1;
    },
    /** Flags of the jobs to be passed over now: of shops, and of work that may wait. */
    passedOver: (): string[] => {
      const shops = [...new Set([...hadLive.keys(), ...running.keys()])].filter((it) => hadEnough(it) || isFull(it));
      return patient >= mostPatient ? [...shops, PATIENT] : shops;
    },
    /** To be told when nothing was found. @returns whether another look may find something. */
    foundNothing: (): boolean => {
      const ended = [...hadLive.keys()].some((it) => hadEnough(it) && !isFull(it));
      hadLive = new Map();
      return ended;
    },
  };
}

function countOf(counts: ReadonlyMap<string, number>, flag: string): number {
  return counts.get(flag) ?? 0;
}

function add(counts: Map<string, number>, flag: string, change: 1 | -1): void {
  const count = countOf(counts, flag) + change;
  if (count > 0) counts.set(flag, count);
  else counts.delete(flag);
}
