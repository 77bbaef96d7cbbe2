import fc from "fast-check";
import { expect, it } from "vitest";
import { checkDefinition } from "#app/segments/check-definition.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { buildScoreRow } from "#app/segments/score-row.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { STAGES } from "#app/segments/stage.ts";
import { BORDERED_TIERS, borderToKeep, VALUE_TIERS } from "#app/segments/value-tier.ts";
import { namedTags } from "#app/segments/tag-names.ts";
import { wantedTags } from "#app/tags/wanted-tags.ts";

/** Mostly all of them, as shops have it. */
const some = <K extends string>(all: readonly K[]) => fc.oneof({ weight: 3, arbitrary: fc.constant([...all]) }, fc.subarray([...all]));
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const names = <K extends string>(keys: readonly K[]) => fc.record(Object.fromEntries(keys.map((key) => [key, name])) as Record<K, typeof name>);

const tiers = fc.oneof(
  fc.record({ by: fc.constant("share"), vip: number(0.001, 0.4), high: number(0.001, 0.4), mid: number(0.001, 0.4) }),
  fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 3, maxLength: 3 }).map((it) => {
    const [mid, high, vip] = it.toSorted((a, b) => a - b);
    return { by: "amount", currency: "EUR", vip, high, mid };
  }),
);

const rule = fc
  .record({ cycles: fc.array(number(0.1, 50), { minLength: 4, maxLength: 4 }), chances: fc.array(number(0, 1), { minLength: 2, maxLength: 2 }), weight: number(0.1, 50), shortest: number(1, 365) })
  .map(({ cycles, chances, weight, shortest }) => {
    const [active, atRisk, lapsed, lost] = cycles.toSorted((a, b) => a - b);
    const [activeFromAlive, lostBelowAlive] = chances.toSorted((a, b) => a - b);
    return {
      activeUpToCycles: active, atRiskUpToCycles: atRisk, lapsedUpToCycles: lapsed, lostBeyondCycles: lost,
      activeFromAlive, lostBelowAlive, shopGapWeight: weight, shortestCycleDays: shortest,
    };
  });

/** Every definition that a merchant can save. */
const definitions = fc
  .record({
    prefix: fc.string({ minLength: 1, maxLength: 10 }),
    value: fc.record({ on: fc.boolean(), basis: fc.constantFrom("auto", "historic"), tiers, fallShare: number(0, 0.5), tagged: some(VALUE_TIERS), names: names(VALUE_TIERS) }),
    stage: fc.record({
      on: fc.boolean(), newWindowDays: fc.option(fc.integer({ min: 1, max: 365 })), rule, tagged: some(STAGES),
      names: names(["new", "active", "at-risk", "lapsed", "lost"]),
    }),
    metafields: fc.constant([]),
    horizon: fc.constant(DEFAULT_DEFINITION.horizon),
  })
  .map((draft) => checkDefinition(draft, { current: DEFAULT_DEFINITION, currency: "EUR" }).definition)
  .filter((it): it is SegmentDefinition => it !== null);

const value = fc.oneof(fc.integer({ min: -20, max: 320 }), number(-20, 320), fc.constantFrom(0, -0, -0.005, 999.995, 99_999.5));
const customer = fc.record({
  purchases: fc.integer({ min: 0, max: 12 }), recencyDays: fc.integer({ min: 0, max: 900 }), silentDays: fc.integer({ min: 0, max: 900 }),
  probabilityAlive: fc.option(number(0, 1)),
  previous: fc.option(fc.record({
    valueTier: fc.constantFrom(...VALUE_TIERS),
    stage: fc.option(fc.record({
      stage: fc.constantFrom(...STAGES),
      // None: of the orders of today.
      orders: fc.option(fc.record({ purchases: fc.integer({ min: 0, max: 12 }), firstDay: fc.integer(), lastDay: fc.integer() })),
    })),
  })),
});

it("every customer has exactly one tag of each dimension that is on, or none where the segment is not tagged, at every border, by every definition", () => {
  let borderHits = 0;
  let untagged = 0;
  fc.assert(
    fc.property(
      definitions, fc.array(value, { maxLength: 30 }), value, customer, fc.constantFrom(...(["proven", "beaten", "unjudged"] as const)),
      (definition, values, one, { purchases, recencyDays, silentDays, probabilityAlive, previous }, standing) => {
        const drawn = findValueBorders(values, definition.value.tiers);
        const borders = SegmentBorders.parse({
          value: drawn, rhythm: { medianGapDays: 40, newWindowDays: definition.stage.newWindowDays ?? 40 }, standing, definition, definitionVersion: 1,
        });
        const hits = BORDERED_TIERS.map((tier) => drawn[tier]).filter((it) => it !== null);
        borderHits += hits.length;
        const keeps = hits.map((it) => borderToKeep(it, definition.value.fallShare));
        const day = 10_000;
        const ageDays = recencyDays + silentDays;
        const orders = { purchases, firstDay: day - ageDays, lastDay: day - silentDays };
        const given = previous?.stage ? { ...previous.stage, orders: previous.stage.orders ?? orders } : null;
        const before = previous && { ...previous, stage: given };
        for (const valueMinor of [one, ...values, ...hits, ...keeps]) {
          const row = buildScoreRow(
            { customerId: 1, ordersCount: purchases, firstOrderDay: day - ageDays, lastOrderDay: day - silentDays },
            {
              purchases, frequency: Math.max(0, purchases - 1), recencyDays, ageDays, monetaryValueMinor: null, probabilityAlive, expectedOrders: 0,
              averageDaysBetweenOrders: null, expectedNextOrderDay: null, historicValueMinor: valueMinor, predictedValueMinor: 0,
              lifetimeValueMinor: valueMinor, predictedLowerMinor: 0, predictedUpperMinor: 0, predictedVariance: 0, logNothing: 0,
            },
            borders, before, day,
          );
          const tags = wantedTags(row, definition);
          const named = namedTags(definition);
          const isTagged = { value: definition.value.tagged.includes(row.valueTier), stage: definition.stage.tagged.includes(row.stage) };
          untagged += Object.values(isTagged).filter((it) => !it).length;
          for (const dimension of ["value", "stage"] as const) {
            const ofDimension = new Set(named.filter(({ place }) => place.startsWith(`${dimension}.`)).map(({ tag }) => tag.toLowerCase()));
            expect(tags.filter((tag) => ofDimension.has(tag.toLowerCase()))).toHaveLength(definition[dimension].on && isTagged[dimension] ? 1 : 0);
          }
          expect(row.valueTier === "negative").toBe(valueMinor < 0);
          if (given?.orders === orders) expect(STAGES.indexOf(row.stage)).toBeGreaterThanOrEqual(STAGES.indexOf(given.stage));
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(borderHits).toBeGreaterThan(500);
  expect(untagged).toBeGreaterThan(500);
});
