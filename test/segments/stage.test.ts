import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignStage } from "#app/segments/assign-stage.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { explainStage } from "#app/segments/explain-stage.ts";
import { judgeStage } from "#app/segments/judge-stage.ts";
import { keepsStages } from "#app/segments/previous-segments.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { findShopRhythm, type ShopRhythm } from "#app/segments/shop-rhythm.ts";
import { STAGES, type Stage } from "#app/segments/stage.ts";
import { readStageInput, type StageInput } from "#app/segments/stage-input.ts";

const { rule } = DEFAULT_DEFINITION.stage;
const judge = (input: StageInput, by: ShopRhythm) => judgeStage(input, by, rule);

const rhythm = { medianGapDays: 40, newWindowDays: 40 };
const once = (daysAgo: number, probabilityAlive: number | null = null): StageInput => ({
  purchases: 1, daysSinceFirst: daysAgo, daysSinceLast: daysAgo, probabilityAlive,
});
const stageOf = (input: StageInput) => judge(input, rhythm).stage;

describe("the shop's rhythm", () => {
  it("is the median of the repeat customers' mean gaps, each customer counted once", () => {
    const frequency = [...Array<number>(100).fill(2), 50, 0];
    const recency = [...Array<number>(100).fill(60), 50, 0];
    expect(findShopRhythm({ frequency, recency })).toEqual({ medianGapDays: 30, newWindowDays: 30 });
  });

  it("is 90 days where nobody has come back yet, and leans to 90 where few have", () => {
    const quarterly = { medianGapDays: 90, newWindowDays: 90 };
    expect(findShopRhythm({ frequency: [], recency: [] })).toEqual(quarterly);
    expect(findShopRhythm({ frequency: [0, 0], recency: [0, 0] })).toEqual(quarterly);
    expect(findShopRhythm({ frequency: [1, 1], recency: [10, 20] })).toEqual(quarterly);
    expect(findShopRhythm({ frequency: [1, 1, 1, 1, 1, 1], recency: [10, 10, 10, 10, 10, 10] }).medianGapDays).toBe(10);
  });

  it("keeps the window for new customers between two weeks and three months", () => {
    const shop = (gap: number) => ({ frequency: Array<number>(20).fill(1), recency: Array<number>(20).fill(gap) });
    expect(findShopRhythm(shop(1))).toEqual({ medianGapDays: 1, newWindowDays: 14 });
    expect(findShopRhythm(shop(400))).toEqual({ medianGapDays: 400, newWindowDays: 90 });
  });
});

describe("stages", () => {
  it("follow a one-time buyer from new to lost", () => {
    const course = [0, 40, 41, 60, 61, 100, 101, 160, 161].map((days) => stageOf(once(days)));
    expect(course).toEqual([
      "new", "new", "active", "active", "at-risk", "at-risk", "lapsed", "lapsed", "lost",
    ]);
  });

  it("measure a customer by their own cycle, shrunk to the shop's while orders are few", () => {
    // One gap of 100 days against two of the shop's 40.
    const twice = { purchases: 2, daysSinceFirst: 130, daysSinceLast: 30, probabilityAlive: 0.6 };
    expect(judge(twice, rhythm)).toEqual({
      stage: "active", reason: "overdue", cycleDays: 60, overdueCycles: 0.5,
    });
    const often = { purchases: 41, daysSinceFirst: 500, daysSinceLast: 100, probabilityAlive: 0.3 };
    expect(judge(often, rhythm)).toMatchObject({ stage: "lost", cycleDays: 480 / 42 });
  });

  it("are not new again for a second purchase inside the window", () => {
    expect(stageOf({ purchases: 2, daysSinceFirst: 10, daysSinceLast: 0, probabilityAlive: 0.9 })).toBe("active");
  });

  it("take no cycle for shorter than a week", () => {
    const daily = { purchases: 300, daysSinceFirst: 309, daysSinceLast: 10, probabilityAlive: 0.9 };
    expect(judge(daily, { medianGapDays: 1, newWindowDays: 14 })).toMatchObject({ stage: "active", cycleDays: 7 });
  });

  it("do not call active whom the model holds for gone, nor lost whom it holds for alive", () => {
    expect(judge(once(50, 0.19), rhythm)).toMatchObject({ stage: "at-risk", reason: "too-unlikely-alive" });
    expect(judge(once(50, 0.2), rhythm)).toMatchObject({ stage: "active", reason: "overdue" });
    expect(judge(once(200, 0.5), rhythm)).toMatchObject({ stage: "lapsed", reason: "too-likely-alive" });
    expect(judge(once(200, 0.49), rhythm)).toMatchObject({ stage: "lost", reason: "overdue" });
  });

  it("end as lost even in a shop whose model sees no dropout", () => {
    expect(stageOf(once(320, 1))).toBe("lapsed");
    expect(stageOf(once(321, 1))).toBe("lost");
  });

  it("are exactly one for every customer, and only get worse while nothing is bought", () => {
    const customer = fc.record({
      purchases: fc.integer({ min: 0, max: 400 }), span: fc.integer({ min: 0, max: 4000 }),
      alive: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), gap: fc.double({ min: 0.1, max: 500, noNaN: true }),
    });
    fc.assert(
      fc.property(customer, ({ purchases, span, alive, gap }) => {
        const shop = findShopRhythm({ frequency: Array<number>(11).fill(1), recency: Array<number>(11).fill(gap) });
        let worst = 0;
        for (let days = 0; days < 2000; days += 7) {
          const daysSinceFirst = purchases > 1 ? span + days : days;
          // As time goes by without a purchase P(alive) falls in every model.
          const probabilityAlive = alive === null ? null : alive / (1 + days / 100);
          const { stage } = judge({ purchases, daysSinceFirst, daysSinceLast: days, probabilityAlive }, shop);
          const rank = STAGES.indexOf(stage);
          expect(rank).toBeGreaterThanOrEqual(worst);
          worst = rank;
        }
      }),
    );
  });
});

describe("a customer whose every order is left out", () => {
  const row = { recencyDays: 0, ageDays: 0, firstOrderDay: 1000, lastOrderDay: 1090, probabilityAlive: null };

  it("is placed by the first and last order of any kind", () => {
    expect(readStageInput({ ...row, purchases: 0 }, 1100, "proven")).toEqual({
      purchases: 0, daysSinceFirst: 100, daysSinceLast: 10, probabilityAlive: null,
    });
    expect(stageOf(readStageInput({ ...row, purchases: 0 }, 1100, "proven"))).toBe("active");
    expect(stageOf(readStageInput({ ...row, purchases: 0, lastOrderDay: 1000 }, 1030, "proven"))).toBe("new");
  });

  it("is placed by purchases as soon as one counts", () => {
    const counted = { ...row, purchases: 2, recencyDays: 30, ageDays: 95, probabilityAlive: 0.4 };
    expect(readStageInput(counted, 1100, "proven")).toEqual({
      purchases: 2, daysSinceFirst: 95, daysSinceLast: 65, probabilityAlive: 0.4,
    });
  });
});

describe("a model that has not proven itself", () => {
  const row = { purchases: 5, recencyDays: 160, ageDays: 200, firstOrderDay: 900, lastOrderDay: 1060, probabilityAlive: 0.1 };
  const rhythm = { medianGapDays: 40, newWindowDays: 30 };
  const stageAt = (standing: "proven" | "beaten" | "unjudged" | null) => judge(readStageInput(row, 1100, standing), rhythm);

  it("places nobody: a customer within her own rhythm is active whatever it thinks of her", () => {
    for (const standing of ["beaten", "unjudged"] as const) expect(stageAt(standing)).toMatchObject({ stage: "active", reason: "overdue" });
    expect(stageAt("proven")).toMatchObject({ stage: "at-risk", reason: "too-unlikely-alive" });
    expect(stageAt(null), "a run from before that was asked").toMatchObject({ stage: "at-risk" });
  });
});

describe("a stage given before", () => {
  const orders = { purchases: 3, firstDay: 900, lastDay: 1000 };
  const given = (stage: Stage) => ({ stage, orders });

  it("only ever gives way to a later one while the orders are what they were", () => {
    for (const [then, before] of STAGES.entries()) {
      for (const [now, judged] of STAGES.entries()) expect(assignStage(judged, orders, given(before))).toBe(STAGES[Math.max(then, now)]);
    }
  });

  it.each([
    ["another order", { ...orders, purchases: 4, lastDay: 1050 }],
    ["the last one refunded", { ...orders, purchases: 2, lastDay: 950 }],
    ["one in between cancelled", { ...orders, purchases: 2 }],
    ["an older one taken over from another customer", { ...orders, firstDay: 800 }],
    ["the last one in another's place", { ...orders, lastDay: 999 }],
  ])("counts for nothing after %s", (_, changed) => {
    for (const judged of STAGES) expect(assignStage(judged, changed, given("lost"))).toBe(judged);
  });

  it("counts for nothing where there is none", () => {
    expect(assignStage("new", orders, null)).toBe("new");
  });
});

describe("a definition saved since", () => {
  const changed = (stage: object) => ({ ...DEFAULT_DEFINITION, stage: { ...DEFAULT_DEFINITION.stage, ...stage } });

  it("lets everybody's stage go where it sorts by another rule, and nobody's where it does not", () => {
    expect(keepsStages(DEFAULT_DEFINITION, changed({ rule: { ...rule, lostBelowAlive: 0.6 } }))).toBe(false);
    expect(keepsStages(DEFAULT_DEFINITION, changed({ newWindowDays: 20 }))).toBe(false);
    expect(keepsStages(DEFAULT_DEFINITION, changed({ on: false }))).toBe(true);
    expect(keepsStages(DEFAULT_DEFINITION, { ...DEFAULT_DEFINITION, prefix: "own:", value: { ...DEFAULT_DEFINITION.value, basis: "historic" } })).toBe(true);
  });
});

it("a page gets the rule, the customer's figures and what decided", () => {
  expect(explainStage(once(50, 0.1), "lost", { rhythm, standing: "proven", definition: DEFAULT_DEFINITION })).toMatchObject({
    stage: "lost", judged: "at-risk", reason: "too-unlikely-alive", cycleDays: 40, overdueCycles: 1.25,
    figures: { purchases: 1, daysSinceLast: 50 }, rhythm, rule: { activeUpToCycles: 1.5 },
  });
});

it("stored borders are read back as they were, and damaged ones are refused", () => {
  const borders = { definitionVersion: 3, definition: { ...DEFAULT_DEFINITION, prefix: "own:" }, value: { vip: 12.5, high: 3, mid: null }, rhythm, standing: "beaten" };
  expect(SegmentBorders.parse(JSON.parse(JSON.stringify(borders)))).toEqual(borders);
  const { standing: _, definition: __, definitionVersion: ___, ...older } = borders;
  expect(SegmentBorders.parse(older)).toEqual({ ...older, definitionVersion: 0, definition: DEFAULT_DEFINITION, standing: null });
  expect(() => SegmentBorders.parse({ value: { vip: "12" }, rhythm })).toThrow();
});
