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
const expectedOf = (definition: SegmentDefinition) => Object.fromEntries(wantedSegments(definition).map(({ name, query }) => [name, query]));

it.each([
  { death: "diesBefore", next: 0 },
  { death: "diesBefore", next: 1 },
  { death: "diesAfter", next: 0 },
  { death: "diesAfter", next: 1 },
] as const)("a process that dies ($death each call) doubles and loses no segment, whatever is wanted then (+$next)", async ({ death, next }) => {
  const foreign = addForeign("Perennials in pots", "number_of_orders > 5");
  const diedAt = new Set<string>();
  let turn = 0;
  for (let call = 1, rounds = 0; rounds < DEFINITIONS.length; call += 1) {
    const wanted = DEFINITIONS[turn % DEFINITIONS.length]!;
    await define(() => wanted);
    const watched = watch(deps, { [death]: call });
    const died = await sync(watched.deps).then(() => false, () => true);
    if (died) diedAt.add(watched.calls[call - 1]!);
    else {
      // Through alive: from the first call again, to the definition after it.
      call = 0;
      rounds += 1;
      turn += 1;
      continue;
    }
    turn += next;
    const then = DEFINITIONS[turn % DEFINITIONS.length]!;
    await define(() => then);
    await sync();
    expect(standing()).toEqual({ "Perennials in pots": "number_of_orders > 5", ...expectedOf(then) });
    expect((await rows()).filter(({ byHand, refusal, segmentId, nextQuery }) => byHand ?? refusal ?? nextQuery ?? segmentId === null)).toEqual([]);
    // The next death is to have something to do.
    turn += 1;
  }
  expect([...diedAt].sort()).toEqual(["EverySegment", "SegmentCreate", "SegmentDelete", "SegmentUpdate", "SegmentsById"]);
  expect(segments().get(foreign)).toBeDefined();
});
