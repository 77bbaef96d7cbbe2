import { describe, expect, it } from "vitest";
import { acquisitionFigures, type Arrivals } from "#app/acquisition/acquisition-figures.ts";
import { arrivalsOf } from "#app/acquisition/arrivals-of.ts";
import { namedChannel, OTHER_CHANNELS, UNKNOWN_CHANNEL } from "#app/acquisition/channel.ts";
import { figuresByChannel } from "#app/acquisition/figures-by-channel.ts";
import { dateToDay } from "#app/time/date-to-day.ts";

const TERMS = { months: ["2026-01", "2026-02"], grossMargin: 0.5, business: "retail" as const, isProven: true, uncounted: [] };

/** 40 customers a month who bring 100.00 each in their first month, 20.00 in the second, and are expected to bring 80.00. */
const came = (month: string, change: Partial<Arrivals> = {}): Arrivals =>
  ({ month, customers: 40, historicValueMinor: 480_000, predictedValueMinor: 320_000, valueMinor: [400_000, 80_000], ...change });
const spent = (month: string, amountMinor: number, channel = "web") => ({ month, channel, amountMinor });

describe("figures of acquisition", () => {
  it("are worked out of all who came in the months: 4,800.00 spent on 80 customers worth 100.00 of margin each", () => {
    const figures = acquisitionFigures([came("2026-01"), came("2026-02")], [spent("2026-01", 240_000), spent("2026-02", 240_000)], TERMS);
    expect(figures).toMatchObject({
      months: 2, monthsWithSpend: 2, spendMinor: 480_000, newCustomers: 80,
      cac: { value: 6_000, guards: [] },
      lifetime: { value: 10_000, guards: [] },
      net: { value: 4_000 },
      ratio: { standing: "below", factors: { bandFrom: { value: 2 }, bandTo: { value: 3 } } },
      // 50.00 after a month, 60.00 after two
      payback: { value: 2, unit: "months", factors: { customersObserved: { value: 80 } } },
      // 4,800.00 of margin so far
      romi: { value: 0 },
    });
    expect(figures.ratio.value).toBeCloseTo(10_000 / 6_000, 12);
    expect(figures.largest.value).toBeCloseTo(10_000 / 3, 9);
  });

  it("leave out who came, and what was spent, in other months", () => {
    const [figures, among] = [[], [came("2025-12"), came("2026-03")]].map((others) =>
      acquisitionFigures([came("2026-01"), ...others], [spent("2026-01", 1), spent("2026-02", 1), spent("2025-12", 99)], TERMS));
    expect(among).toEqual(figures);
    expect(figures!.spendMinor).toBe(2);
  });

  it("are those of the months with spend where it is noted for some only, and say so", () => {
    const figures = acquisitionFigures([came("2026-01"), came("2026-02", { customers: 5, historicValueMinor: 0 })], [spent("2026-01", 240_000)], TERMS);
    expect(figures).toMatchObject({ months: 2, monthsWithSpend: 1, newCustomers: 40, cac: { value: 6_000 } });
    for (const figure of [figures.cac, figures.net, figures.ratio, figures.payback, figures.romi]) expect(figure.guards).toContain("spend-of-some-months");
  });

  it("take a noted zero for what was spent, and nothing noted for not known", () => {
    const free = acquisitionFigures([came("2026-01"), came("2026-02")], [spent("2026-01", 0), spent("2026-02", 0)], TERMS);
    expect(free).toMatchObject({ spendMinor: 0, cac: { value: 0 }, net: { value: 10_000 }, payback: { value: 1 } });
    expect(free.ratio).toMatchObject({ value: null, guards: ["no-acquisition-cost"], standing: null });
    expect(free.romi).toMatchObject({ value: null });
    const unknown = acquisitionFigures([came("2026-01"), came("2026-02")], [], TERMS);
    expect(unknown).toMatchObject({ spendMinor: null, newCustomers: 80, lifetime: { value: 10_000 }, largest: { guards: [] } });
    for (const figure of [unknown.cac, unknown.net, unknown.ratio, unknown.payback, unknown.romi]) expect(figure).toMatchObject({ value: null, guards: expect.arrayContaining(["no-spend"]) });
  });

  it("know the cost of a customer without a margin, and nothing that depends on one", () => {
    const figures = acquisitionFigures([came("2026-01"), came("2026-02")], [spent("2026-01", 4), spent("2026-02", 4)], { ...TERMS, grossMargin: null });
    expect(figures.cac.value).toBe(0.1);
    for (const figure of [figures.lifetime, figures.net, figures.ratio, figures.payback, figures.romi, figures.largest]) {
      expect(figure).toMatchObject({ value: null, guards: expect.arrayContaining(["no-gross-margin"]) });
    }
  });

  it("have no cost of a customer where nobody came for the money", () => {
    const figures = acquisitionFigures([], [spent("2026-01", 500), spent("2026-02", 500)], TERMS);
    expect(figures).toMatchObject({ newCustomers: 0, cac: { value: null, guards: ["no-new-customers"] }, payback: { value: null, guards: ["no-new-customers"] }, romi: { value: -1 } });
  });

  it("say where customers are few, or the prediction is not proven", () => {
    const figures = acquisitionFigures([came("2026-01", { customers: 29 })], [spent("2026-01", 100), spent("2026-02", 100)], { ...TERMS, isProven: false });
    expect(figures.cac.guards).toEqual(["few-customers"]);
    expect(figures.net.guards).toEqual(["few-customers", "not-proven"]);
  });

  it("never take a month for paid back that nobody has been watched through", () => {
    const young = came("2026-02", { valueMinor: [] });
    expect(acquisitionFigures([young], [spent("2026-02", 1)], TERMS).payback).toMatchObject({ value: null, guards: expect.arrayContaining(["not-reached"]) });
  });
});

describe("the figures of each channel", () => {
  const arrivals = [
    { ...came("2026-01"), channel: namedChannel("Web") },
    { ...came("2026-02"), channel: namedChannel("pos") },
    { ...came("2026-02"), channel: UNKNOWN_CHANNEL },
    { ...came("2026-02"), channel: OTHER_CHANNELS },
    { ...came("2025-07"), channel: namedChannel("old") },
  ];

  it("are those of its own customers and spend, however it is spelled; the most spent first", () => {
    const spends = [spent("2026-01", 100, "web"), spent("2026-01", 900, "Google")];
    const found = figuresByChannel({ arrivals, spends, channels: [] }, TERMS);
    expect(found.map(({ channel, isOwn, spendMinor, newCustomers }) => [channel.kind === "named" ? channel.name : channel.kind, isOwn, spendMinor, newCustomers])).toEqual([
      ["Google", false, 900, 0], ["Web", true, 100, 40], ["pos", true, null, 40], ["unknown", true, null, 40], ["others", true, null, 40],
    ]);
    const { channel: _, isOwn: __, ...web } = found[1]!;
    expect(web).toEqual(acquisitionFigures([came("2026-01")], [spent("2026-01", 100)], TERMS));
  });

  it("know a channel by its customers of other months", () => {
    const found = figuresByChannel({ arrivals: [], spends: [spent("2026-01", 5, "pos"), spent("2026-01", 6, "tv")], channels: [namedChannel("POS"), UNKNOWN_CHANNEL] }, TERMS);
    expect(found.map(({ channel, isOwn }) => [channel, isOwn])).toEqual([[namedChannel("tv"), false], [namedChannel("POS"), true]]);
  });

  it("have nothing of a channel called like what is unknown", () => {
    const found = figuresByChannel({ arrivals: [{ ...came("2026-01"), channel: UNKNOWN_CHANNEL }], spends: [spent("2026-01", 5, "unknown")], channels: [] }, TERMS);
    expect(found).toHaveLength(2);
  });
});

describe("cohorts as they are watched", () => {
  const cohort = (month: string) => ({ month, customers: 2, predictedMinor: 30, buyers: [2, 1], netMinor: [100, 50], revenueMinor: [110, 60] });
  const at = (day: string) => arrivalsOf([cohort("2026-01"), cohort("2026-02")], dateToDay(new Date(day)));

  it("have a month once whoever came on the last day of theirs has been watched through it, and nothing of one under way", () => {
    // From 31 January a month has passed on 1 March, two have on 31 March.
    expect(at("2026-02-27").map(({ valueMinor }) => valueMinor)).toEqual([[], []]);
    expect(at("2026-02-28").map(({ valueMinor }) => valueMinor)).toEqual([[100], []]);
    expect(at("2026-03-30").map(({ valueMinor }) => valueMinor)).toEqual([[100, 50], [100]]);
    expect(at("2026-05-31").map(({ valueMinor }) => valueMinor)).toEqual([[100, 50, 0, 0], [100, 50, 0]]);
  });

  it("have what they brought to this day whole", () => {
    expect(at("2026-02-27")[0]).toMatchObject({ month: "2026-01", customers: 2, historicValueMinor: 150, predictedValueMinor: 30 });
    expect(arrivalsOf([], 0)).toEqual([]);
  });
});
