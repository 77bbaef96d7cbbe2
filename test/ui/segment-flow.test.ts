import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { SegmentFlow, type SegmentFlowProps } from "#app/ui/segments/segment-flow.tsx";
import { renderPage, textOf } from "./render-page.ts";

const NOBODY = Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 0]);
// VIP, High, Mid, Low, Negative, in none.
const VALUE = [
  [40, 7, 0, 0, 0, 1],
  [12, 100, 3, 0, 0, 0],
  [0, 5, 200, 9, 0, 2],
  [0, 0, 4, 1_000, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [2, 0, 0, 60, 0, 0],
];
const STAGE = [[0, 30, 0, 0, 0, 0], ...NOBODY.slice(1)];
const same = { resortedBy: [], basisChanged: false };
const PERIOD: SegmentFlowProps["periods"][number] = { days: 30, since: "2026-10-21T23:30:00.000Z", value: { counts: VALUE, ...same }, stage: { counts: STAGE, ...same } };
const FLOW: SegmentFlowProps = { beganAt: "2026-10-21T23:30:00.000Z", periods: [PERIOD], dimensions: ["value", "stage"] };

const show = (change: Partial<SegmentFlowProps> = {}) => renderPage(createElement(SegmentFlow, { ...FLOW, ...change }));
const withValue = (change: Partial<typeof PERIOD.value>) => textOf(show({ periods: [{ ...PERIOD, value: { ...PERIOD.value, ...change } }] }));

describe("movement between segments", () => {
  it("says in a sentence, to eyes and ears alike, who stayed, moved, came and left", () => {
    const words = "From Oct 22, 2026, 01:30 until now: stayed in their segment 1,340, moved to another 40, new customers 62, gone 3. The most common move: High → VIP: 12.";
    expect(textOf(show())).toContain(words);
    expect(show()).toContain(`role="img" aria-label="${words}"`);
  });

  it("has a band for every place with somebody, with name and size then and now, and a ribbon for every way", () => {
    const html = show();
    const bands = [...html.matchAll(/<tspan[^>]*font-weight="500"[^>]*>([^<]+)<\/tspan><tspan[^>]*>([^<]+)</g)].map(([, name, number]) => `${name} ${number}`);
    expect(bands).toEqual([
      "VIP 48", "High 115", "Mid 216", "Low 1,004", "Newcomers 62",
      "VIP 54", "High 112", "Mid 207", "Low 1,069", "Gone 3",
    ]);
    expect(html.match(/<path [^>]*><title>/g)).toHaveLength(VALUE.flat().filter((customers) => customers > 0).length);
    expect(html).toContain("<title>Newcomers → Low: 60</title>");
  });

  it("has a table with the same numbers and their sums", () => {
    const text = textOf(show());
    expect(text).toContain("Oct 22, 2026, 01:30, by row; now, by column VIP High Mid Low Negative Gone Together VIP 40 7 0 0 0 1 48 High 12 100 3 0 0 0 115");
    expect(text).toContain("Newcomers 2 0 0 60 0 0 62 Together 54 112 207 1,069 0 3 1,445");
  });

  it("offers the moments that there are and the dimensions that are on", () => {
    const older = { ...PERIOD, days: null, since: "2026-08-01T12:00:00.000Z" };
    const html = show({ periods: [PERIOD, older] });
    expect(textOf(html)).toContain("30 days ago The first day on record");
    expect(textOf(html)).toContain("Value tier Stage");
    const stageAlone = show({ dimensions: ["stage"] });
    expect(stageAlone).toContain("<title>New → Active: 30</title>");
    expect(textOf(stageAlone)).not.toContain("Value tier");
  });

  it("says what else than what they did has moved customers", () => {
    expect(textOf(show())).not.toContain("without doing anything");
    expect(withValue({ resortedBy: [{ version: 3, changedAt: "2026-11-01T12:00:00.000Z" }] })).toContain("sorted anew by settings, version 3 of Nov 1, 2026, 13:00.");
    expect(withValue({ basisChanged: true })).toContain("predictions counted then and do not count now, or the other way round");
  });

  it("says from when on there is something to see", () => {
    expect(textOf(show({ periods: [] }))).toContain("on record since Oct 22, 2026, 01:30. Once customers are sorted again");
    expect(textOf(show({ periods: [], beganAt: null }))).toContain("on record from the next night on");
    expect(withValue({ counts: NOBODY })).toContain("Nobody was in a segment then");
  });
});
