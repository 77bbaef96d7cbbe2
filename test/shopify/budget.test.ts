import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { available, type Budget, secondsUntil, setAside, settle, unknownBudget } from "#app/shopify/budget.ts";

const points = fc.double({ min: 0, max: 5000, noNaN: true });
const time = fc.double({ min: 0, max: 1e6, noNaN: true });
const budget: fc.Arbitrary<Budget> = fc
  .record({
    maximumAvailable: fc.double({ min: 1000, max: 20_000, noNaN: true }),
    left: fc.double({ min: 0, max: 1, noNaN: true }),
    restoreRate: fc.constantFrom(50, 100, 200, 1000, 2000),
    share: fc.constantFrom(1, 0.5, 1 / 16),
    inFlight: fc.double({ min: 0, max: 1000, noNaN: true }),
    at: time,
  })
  .map(({ left, ...it }) => ({ ...it, currentlyAvailable: left * it.maximumAvailable, begun: 0, newest: 0, halvedFor: 0, closedUntil: 0 }));

const KNOWN: Budget = { maximumAvailable: 2000, currentlyAvailable: 500, restoreRate: 100, at: 10, inFlight: 0, begun: 4, newest: 4, share: 1, halvedFor: 0, closedUntil: 0 };
const status = (currentlyAvailable: number) => ({ maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 });
const answered = (currentlyAvailable: number) => ({ status: status(currentlyAvailable), wasThrottled: false, retryAfterSeconds: null });
const throttled = (currentlyAvailable: number) => ({ ...answered(currentlyAvailable), wasThrottled: true });
const unanswered = { status: null, wasThrottled: false, retryAfterSeconds: null };

describe("the cost budget", () => {
  it("restores by its rate, and never beyond its size", () => {
    expect(available(KNOWN, 10)).toBe(500);
    expect(available(KNOWN, 13)).toBe(800);
    expect(available(KNOWN, 1000)).toBe(2000);
    fc.assert(fc.property(budget, time, (it, later) => available(it, it.at + later) <= it.maximumAvailable));
  });

  it("only grows while nothing is spent", () => {
    fc.assert(
      fc.property(budget, time, time, (it, one, other) => {
        const [sooner, later] = one < other ? [one, other] : [other, one];
        expect(available(it, it.at + later)).toBeGreaterThanOrEqual(available(it, it.at + sooner));
      }),
    );
  });

  it("has what was there less what is set aside, and has it back when the call brought nothing", () => {
    fc.assert(
      fc.property(budget, points, time, (it, cost, later) => {
        const now = it.at + later;
        const call = { number: 1, cost };
        const spent = setAside(it, call);
        expect(available(spent, now)).toBeCloseTo(available(it, now) - cost, 6);
        expect(available(settle(spent, call, unanswered, now), now)).toBeCloseTo(available(it, now), 6);
      }),
    );
  });

  it("can be spent after exactly the wait that it names, and not before", () => {
    fc.assert(
      fc.property(budget, points, points, (it, cost, reserve) => {
        const wait = secondsUntil(it, { cost, reserve }, it.at);
        const needed = Math.min(cost + reserve, it.maximumAvailable);
        fc.pre(needed <= it.maximumAvailable - it.inFlight);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(available(it, it.at + wait)).toBeGreaterThanOrEqual(needed - 1e-3);
        if (wait > 1e-3) expect(available(it, it.at + wait * 0.99)).toBeLessThan(needed);
      }),
    );
  });

  it("takes a query that is dearer than the whole bucket for one that needs it full", () => {
    expect(secondsUntil(KNOWN, { cost: 1500, reserve: 1000 }, 10)).toBe(15);
  });
});

describe("an answer", () => {
  it("is the truth where nothing else is under way", () => {
    const call = { number: 5, cost: 100 };
    expect(available(settle(setAside(KNOWN, call), call, answered(1234), 11), 11)).toBe(1234);
  });

  it("may not have counted what is under way", () => {
    const [one, other] = [{ number: 5, cost: 100 }, { number: 6, cost: 70 }];
    const both = setAside(setAside(KNOWN, one), other);
    expect(available(settle(both, one, answered(400), 10), 10)).toBe(330);
  });

  it("of a call that was sent before another one already answered raises nothing", () => {
    const [one, other] = [{ number: 5, cost: 100 }, { number: 6, cost: 70 }];
    const both = setAside(setAside(KNOWN, one), other);
    const afterOther = settle(both, other, answered(330), 10);
    expect(available(settle(afterOther, one, answered(400), 10), 10)).toBe(330);
    expect(available(settle(afterOther, one, answered(200), 10), 10)).toBe(200);
  });

  it("that throttles makes the next try wait, though it says that the points are there", () => {
    const call = { number: 5, cost: 100 };
    const after = settle(setAside(KNOWN, call), call, throttled(450), 10);
    expect(secondsUntil(after, { cost: 100, reserve: 0 }, 10)).toBeGreaterThan(0.1);
  });

  it("that throttles halves the part of the points counted on, down to a sixteenth; others raise it up to the whole", () => {
    const shares = (told: typeof unanswered | ReturnType<typeof answered>, times: number, from: Budget) => {
      let it = from;
      for (let time = 0; time < times; time += 1) {
        const call = { number: it.begun + 1, cost: 100 };
        it = settle(setAside(it, call), call, told, 10);
      }
      return it;
    };
    const low = shares(throttled(0), 10, KNOWN);
    expect(low.share).toBe(1 / 16);
    expect(available({ ...low, currentlyAvailable: 0 }, 26)).toBe(100);
    expect(shares(answered(0), 3, low).share).toBeCloseTo(1 / 16 + 0.06);
    expect(shares(answered(0), 50, low).share).toBe(1);
    expect(shares(unanswered, 50, low).share).toBe(1 / 16);
  });

  it("that throttles halves that part once for all calls that were under way, and not before anything was known", () => {
    const calls = [5, 6, 7].map((number) => ({ number, cost: 100 }));
    const begun = calls.reduce(setAside, KNOWN);
    expect(calls.reduce((it, call) => settle(it, call, throttled(0), 10), begun).share).toBe(0.5);
    const first = { number: 1, cost: 100 };
    expect(settle(setAside(unknownBudget(10), first), first, throttled(0), 10).share).toBe(1);
  });

  it("that says how long to stay away is obeyed, though points are there, and a shorter one does not undo it", () => {
    const call = { number: 5, cost: 1 };
    const told = { status: null, wasThrottled: true, retryAfterSeconds: 4 };
    const once = settle(setAside(KNOWN, call), call, told, 10);
    const twice = settle(setAside(once, call), call, { ...told, retryAfterSeconds: 1 }, 10);
    expect(secondsUntil(twice, { cost: 1, reserve: 0 }, 10)).toBe(4);
  });

  it("is not there yet at the start: a small bucket is taken to be full", () => {
    expect(secondsUntil(unknownBudget(7), { cost: 300, reserve: 500 }, 7)).toBe(0);
    expect(secondsUntil(unknownBudget(7), { cost: 1000, reserve: 0 }, 7)).toBe(0);
  });
});
