import { createElement } from "react";
import { expect, it } from "vitest";
import { ActivityPage, type ActivityPageProps } from "#app/ui/activity/activity-page.tsx";
import { renderPage, textOf } from "./render-page.ts";

const RUN: ActivityPageProps["runs"][number] = {
  id: "7", kind: "write", startedAt: "2026-11-20T23:30:00.000Z", finished: true, approval: null, customers: 1234, tagsAdded: 2468,
  tagsRemoved: 3, metafieldsSet: 12_340, refused: 0, undoable: true, undone: false,
};

const PAGE: ActivityPageProps = {
  writing: "on", activities: [], waitingWrite: null, runs: [RUN], left: null, sending: false, notDone: false,
  dryRun: { changes: null, looking: false, failed: false, onLook: () => {}, onDownload: () => {} },
  onDecide: () => {}, onUndo: () => {}, onRemove: () => {}, onSwitchOn: () => {},
};

const show = (change: Partial<ActivityPageProps> = {}) => renderPage(createElement(ActivityPage, { ...PAGE, ...change }));
const undoButtons = (html: string) => html.match(/<button[^>]*Undo the run of[^>]*>/g) ?? [];

it("a run has its figures and its way back", () => {
  const html = show();
  expect(textOf(html)).toContain("1,234");
  expect(undoButtons(html)).toHaveLength(1);
  expect(undoButtons(html)[0]).not.toContain("disabled");
});

it.each(["undoing", "removing"] as const)("no run can be undone while the app is %s", (writing) => {
  expect(undoButtons(show({ writing }))[0]).toContain("disabled");
});

it("only what is still known can be undone", () => {
  expect(undoButtons(show({ runs: [{ ...RUN, undoable: false, undone: true }] }))).toEqual([]);
});

it("what an undo and a removal have left is named", () => {
  const left = { customers: 2, examples: ["1000", "1001"], segments: [] };
  expect(textOf(show({ writing: "off", left: { kind: "undo", ...left } }))).toMatch(/2 customers were left as they are.*1000.*1001/s);
  expect(textOf(show({ writing: "off", left: { kind: "removal", customers: 1, examples: [], segments: ["Perennial: VIP"] } }))).toMatch(
    /everything was removed.*But 1 customer.*Perennial: VIP/s,
  );
});

it("a dry run tells how much would change", () => {
  const changes = { customers: 5, retagged: 4, tagsAdded: 6, tagsRemoved: 1, metafields: 9 };
  expect(textOf(show({ dryRun: { ...PAGE.dryRun, changes } }))).toMatch(/5 customers would be changed.*6 tags added.*1 tag removed.*9 fields set or deleted/s);
});
