import { LIVE } from "./define-job.ts";
import { PATIENT } from "./shop-flag.ts";

/** What of a taken job bears on whose turn it is; the flag is its shop's. */
export type TakenJob = { flag: string; priority: number };

/** Live jobs a shop gets in a round while others wait. Fewer: the end of a round is looked for more often. */
const JOBS_A_ROUND = 10;
/** Slots that one shop leaves to others, so that jobs which wait for one shop's budget at Shopify do not fill them all. */
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
  const running = new Map<string, number>();
  let hadLive = new Map<string, number>();

  const isFull = (flag: string) => (running.get(flag) ?? 0) >= most;
  const hadEnough = (flag: string) => (hadLive.get(flag) ?? 0) >= JOBS_A_ROUND;

  return {
    taken: ({ flag, priority }: TakenJob): void => {
      running.set(flag, (running.get(flag) ?? 0) + 1);
      if (priority === LIVE) hadLive.set(flag, (hadLive.get(flag) ?? 0) + 1);
      else {
        patient += 1;
        // Nobody else has a live job, or it would have gone first.
        hadLive = new Map();
      }
    },
    ended: ({ flag, priority }: TakenJob): void => {
      if (priority !== LIVE) patient -= 1;
      const left = (running.get(flag) ?? 0) - 1;
      if (left > 0) running.set(flag, left);
      else running.delete(flag);
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
