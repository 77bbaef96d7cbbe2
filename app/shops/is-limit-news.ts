import type { WatchedShopify } from "../shopify/admin.server.ts";

export type Limits = ReturnType<WatchedShopify["limits"]>[number];

/** What was noted of a shop last, and when. `toldAt` is by another clock, which goes at another pace: it only tells one answer from the next. */
export type NotedLimits = { at: Date; toldAt: number | null; isHindered: boolean };

/** While nothing is in the way, the points are noted no more often. */
const QUIET_MS = 60_000;
/** A call that waits for less has been held up by nothing that is worth telling. */
const WORTH_TELLING_SECONDS = 1;

/** Whether a shop's calls do not go out, or are not answered, as soon as they should be. */
export function isHindered({ waiting, closedSeconds, slowSeconds }: Limits): boolean {
  return waiting.seconds >= WORTH_TELLING_SECONDS || closedSeconds > 0 || slowSeconds !== null;
}

/**
 * Whether what a process knows of a shop's limits is to be noted now: while something is in the way and calls are made, when
 * that begins and ends, and otherwise once a minute where Shopify has told something since.
 */
export function isLimitNews(limits: Limits, noted: NotedLimits | undefined, now: Date): boolean {
  const hindered = isHindered(limits);
  if (hindered !== (noted?.isHindered ?? false)) return true;
  if (hindered) return limits.isBusy;
  if (limits.told === null || limits.told.at === noted?.toldAt) return false;
  return noted === undefined || now.getTime() - noted.at.getTime() >= QUIET_MS;
}
