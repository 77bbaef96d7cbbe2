/** Virtual time: the real time plus an offset, which may start below zero and only grows. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Now as Shopify writes instants: UTC, whole seconds. */
  iso(): string;
  offsetMs(): number;
  advance(ms: number): void;
  /** Runs `action` when virtual time reaches `instantMs`, at once if it has; returns how to call it off. */
  at(instantMs: number, action: () => void): () => void;
  stop(): void;
};

type Timer = { dueMs: number; action: () => void };

/** Longest delay that setTimeout can hold. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export function createClock(options: { realNow: () => number; offsetMs: number; onAdvance: (offsetMs: number) => void }): Clock {
  let offsetMs = options.offsetMs;
  const timers = new Set<Timer>();
  let alarm: NodeJS.Timeout | undefined;

  const now = () => options.realNow() + offsetMs;

  function fireDue(): void {
    const due = [...timers].filter((timer) => timer.dueMs <= now()).toSorted((a, b) => a.dueMs - b.dueMs);
    for (const timer of due) {
      timers.delete(timer);
      timer.action();
    }
    setAlarm();
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    if (timers.size === 0) return;
    const next = Math.min(...[...timers].map((timer) => timer.dueMs));
    alarm = setTimeout(fireDue, Math.min(Math.max(0, next - now()), LONGEST_DELAY_MS));
    alarm.unref();
  }

  return {
    now,
    iso: () => formatInstant(now()),
    offsetMs: () => offsetMs,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`The clock moves forward only: ${ms} ms is not 0 or more`);
      offsetMs += ms;
      options.onAdvance(offsetMs);
      fireDue();
    },
    at(instantMs, action) {
      if (instantMs <= now()) {
        let wanted = true;
        queueMicrotask(() => wanted && action());
        return () => {
          wanted = false;
        };
      }
      const timer = { dueMs: instantMs, action };
      timers.add(timer);
      setAlarm();
      return () => {
        timers.delete(timer);
        setAlarm();
      };
    },
    stop() {
      timers.clear();
      clearTimeout(alarm);
    },
  };
}

/** Whole seconds, since Shopify's timestamps have no fraction. */
export function formatInstant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
