import { shopifyWaits } from "../ops/metrics.server.ts";
import { type Budget, type Call, secondsUntil, setAside, settle, type ThrottleStatus, unknownBudget } from "./budget.ts";
import type { Attempt } from "./send-once.server.ts";

/**
 * Live calls bring one order or one customer up to date, or serve a page. Patient ones may wait: they leave points for
 * live calls, here and in the other processes.
 */
export type Urgency = "live" | "patient";

type Asked = { shopId: bigint; document: string; urgency: Urgency; reason: "budget" | "throttled" };

type Outside = { sleep: (seconds: number) => Promise<void>; random: () => number; now: () => number };

/** A call of unknown cost sets this much aside: no operation of the app asks for more (a test holds it so). */
export const UNKNOWN_COST = 300;
/** The part of a shop's bucket that patient calls leave to live ones. */
const LIVE_PART = 0.5;
/** Processes that wait for the same points do not wake at the same instant: up to a quarter longer. */
const SPREAD = 0.25;

/** The weight of each call in what one costs lately. */
const COST_GAIN = 1 / 16;

type Waiting = { cost: number; urgency: Urgency; since: number };

/** What a process knows of a shop's limits. */
export type SeenLimits = {
  shopId: bigint;
  bucket: ThrottleStatus;
  /** When Shopify told of it, on a clock of the process's own, and how long ago; null: it has not yet, and the bucket is a guess. */
  told: { at: number; secondsAgo: number } | null;
  /** What a call cost lately, on average; null before the first. */
  pointsACall: number | null;
  /** Calls that have not gone out yet, the points that have to be there until the last has, and for how long the first waits. */
  waiting: { calls: number; points: number; seconds: number };
  /** Shopify has told the app to stay away for so long; 0 where it has not. */
  closedSeconds: number;
  /** A call waits or is under way. */
  isBusy: boolean;
};

/** A shop's calls wait one behind the other, live ones and patient ones in a line each. */
type Line = {
  budget: Budget;
  last: Record<Urgency, Promise<void>>;
  /** What the first of the live line waits for: the patient line does not take it away. */
  liveCost: number;
  waiting: Set<Waiting>;
  /** What a call costs lately. */
  meanCost: number | null;
  told: PromiseWithResolvers<void>;
  calls: number;
};

export type PointLines = ReturnType<typeof createPointLines>;

/**
 * Makes calls wait for their shop's points. Only the first of a line watches the budget, so that of any number of
 * callers in a process two at most ask Shopify at the moment when points come back.
 */
export function createPointLines({ sleep, random, now }: Outside) {
  const lines = new Map<bigint, Line>();
  const costs = new Map<string, number>();

  function lineOf(shopId: bigint): Line {
    const known = lines.get(shopId);
    if (known) return known;
    const last = { live: Promise.resolve(), patient: Promise.resolve() };
    const line: Line = { budget: unknownBudget(now()), last, liveCost: 0, waiting: new Set(), meanCost: null, told: Promise.withResolvers(), calls: 0 };
    lines.set(shopId, line);
    return line;
  }

  /** Waits for the call's turn and its points, and sets them aside. Every call that was taken is to be settled. */
  async function take({ shopId, document, urgency, reason }: Asked): Promise<Call> {
    const line = lineOf(shopId);
    const before = line.last[urgency];
    const turn = Promise.withResolvers<void>();
    line.last[urgency] = turn.promise;
    const waiting = { cost: costs.get(document) ?? UNKNOWN_COST, urgency, since: now() };
    line.waiting.add(waiting);
    await before;
    try {
      for (;;) {
        const cost = costs.get(document) ?? UNKNOWN_COST;
        if (urgency === "live") line.liveCost = cost;
        const pause = secondsUntil(line.budget, { cost, reserve: reserveFor(urgency, line) }, now());
        if (pause === 0) return begin(line, cost);
        const since = now();
        await Promise.race([sleep(pause * (1 + SPREAD * random())), line.told.promise]);
        shopifyWaits.inc({ reason, urgency }, now() - since);
      }
    } finally {
      line.waiting.delete(waiting);
      if (urgency === "live") line.liveCost = 0;
      turn.resolve();
    }
  }

  return {
    take,
    restoreRateOf: (shopId: bigint): number => lineOf(shopId).budget.restoreRate,
    /** Of each shop that was ever called. */
    look: (): SeenLimits[] => [...lines].map(([shopId, line]) => ({ shopId, ...seenOf(line, now()) })),
    /** Learns from what came of a call. */
    settle: ({ shopId, document }: Asked, call: Call, { outcome, cost, retryAfterSeconds }: Attempt): void => {
      const line = lineOf(shopId);
      if (cost) costs.set(document, cost.requestedQueryCost);
      const spent = cost?.actualQueryCost ?? null;
      if (spent !== null) line.meanCost = line.meanCost === null ? spent : line.meanCost + COST_GAIN * (spent - line.meanCost);
      const wasThrottled = outcome === "throttled";
      const told = { status: cost?.throttleStatus ?? null, wasThrottled, retryAfterSeconds: wasThrottled ? retryAfterSeconds : null };
      line.budget = settle(line.budget, call, told, now());
      line.told.resolve();
      line.told = Promise.withResolvers();
    },
  };
}

function seenOf({ budget, waiting, meanCost }: Line, now: number): Omit<SeenLimits, "shopId"> {
  const { maximumAvailable, currentlyAvailable, restoreRate, at, newest, closedUntil, inFlight } = budget;
  const all = [...waiting];
  const reserve = all.some(({ urgency }) => urgency === "patient") ? LIVE_PART * maximumAvailable : 0;
  return {
    bucket: { maximumAvailable, currentlyAvailable, restoreRate },
    told: newest === 0 ? null : { at, secondsAgo: now - at },
    pointsACall: meanCost,
    waiting: {
      calls: all.length,
      points: reserve + all.reduce((sum, { cost }) => sum + cost, 0),
      seconds: Math.max(0, ...all.map(({ since }) => now - since)),
    },
    closedSeconds: Math.max(0, closedUntil - now),
    isBusy: all.length > 0 || inFlight > 0,
  };
}

function begin(line: Line, cost: number): Call {
  line.calls += 1;
  const call = { number: line.calls, cost };
  line.budget = setAside(line.budget, call);
  return call;
}

function reserveFor(urgency: Urgency, { budget, liveCost }: Line): number {
  return urgency === "live" ? 0 : Math.max(LIVE_PART * budget.maximumAvailable, liveCost);
}
