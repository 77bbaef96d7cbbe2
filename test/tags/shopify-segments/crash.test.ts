import { expect, it } from "vitest";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { wantedSegments } from "#app/tags/shopify-segments/wanted-segments.ts";
import { watch } from "../watched-shopify.ts";
import { useSegments } from "./use-segments.ts";

const { deps, segments, sync, standing, rows, addForeign, define } = useSegments();

const ON_VALUE: SegmentDefinition = { ...DEFAULT_DEFINITION, stage: { ...DEFAULT_DEFINITION.stage, on: false } };

/** From each to the next all are led elsewhere and some renamed, deleted, or made. */
const DEFINITIONS: SegmentDefinition[] = [
  ON_VALUE,
  { ...ON_VALUE, prefix: "crm:", value: { ...ON_VALUE.value, names: { ...ON_VALUE.value.names, vip: "gold", low: "tin" } } },
  { ...ON_VALUE, shopifySegments: false },
];
const expectedOf = (definition: SegmentDefinition) => Object.fromEntries(wantedSegments(definition, "en").map(({ name, query }) => [name, query]));

it.each(["diesBefore", "diesAfter"] as const)("a process that %s each call doubles and loses no segment, whatever is wanted then", async (death) => {
  const foreign = addForeign("Perennials in pots", "number_of_orders > 5");
  const diedAt = new Set<string>();
  let turn = 0;
  const want = async (by: number) => {
    turn += by;
    const definition = DEFINITIONS[turn % DEFINITIONS.length]!;
    await define(() => definition);
    return definition;
  };
  for (let alive = 0, deaths = 0, call = 1; alive < DEFINITIONS.length; call += 1) {
    await want(1);
    const watched = watch(deps, { [death]: call });
    const died = await sync(watched.deps).then(() => false, () => true);
    if (!died) {
      alive += 1;
      call = 0;
      continue;
    }
    deaths += 1;
    diedAt.add(watched.calls[call - 1]!);
    // Now the same, now something else.
    const then = await want(deaths % 2);
    await sync();
    expect(standing()).toEqual({ "Perennials in pots": "number_of_orders > 5", ...expectedOf(then) });
    expect((await rows()).filter(({ byHand, refusal, segmentId, nextQuery }) => byHand ?? refusal ?? nextQuery ?? segmentId === null)).toEqual([]);
  }
  expect([...diedAt].sort()).toEqual(["EverySegment", "SegmentCreate", "SegmentDelete", "SegmentUpdate", "SegmentsById"]);
  expect(segments().get(foreign)).toBeDefined();
});
