import { createElement } from "react";
import { expect, it } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { ActivityPage, type ActivityPageProps } from "#app/ui/activity/activity-page.tsx";
import { webhookTopics } from "#app/webhook-topics.server.ts";
import { renderPage, textOf } from "./render-page.ts";

const RUN: ActivityPageProps["runs"][number] = {
  id: "7", kind: "write", startedAt: "2026-11-20T23:30:00.000Z", finished: true, approval: null, decidedBy: null, customers: 1234, tagsAdded: 2468,
  tagsRemoved: 3, metafieldsSet: 12_340, refused: 0, undoable: true, undone: false,
};

const LIMITS: ActivityPageProps["limits"] = {
  bucket: { available: 950, maximum: 1000, restoreRate: 50, toldAt: "2026-11-20T23:30:00.000Z" },
  waiting: null, next: { orders: 0, customers: 0 }, secondsLeft: null, closedUntil: null, slowSince: null,
};

const LOOK: ActivityPageProps["dryRun"] = { seen: null, isLooking: false, notDone: null, noFile: null, onLook: () => {}, onDownload: () => {} };

const PAGE: ActivityPageProps = {
  writing: "on", activities: [], readingPause: null, reader: "7", waitingWrite: null, runs: [RUN], left: null, sending: false, notDone: null,
  dryRun: LOOK, before: LOOK,
  scorings: [], sync: { imports: [], reconciliations: [], webhooks: [], waiting: { orders: 0, seconds: 0 } }, faults: { unread: [], refusals: [], givenUp: [], retried: [] },
  limits: LIMITS,
  onDecide: () => {}, onUndo: () => {}, onRemove: () => {}, onSwitchOn: () => {}, onPause: () => {}, onPauseReading: () => {}, onResumeReading: () => {}, onImport: () => {}, onCancelImport: () => {},
  onReconcile: () => {}, onRecompute: () => {}, onRetryFaults: () => {},
};

const show = (change: Partial<ActivityPageProps> = {}, shop?: Parameters<typeof renderPage>[3]) =>
  renderPage(createElement(ActivityPage, { ...PAGE, ...change }), undefined, undefined, shop);
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

it("a run that somebody let go on or asked for names them", () => {
  const shown = textOf(show({ runs: [{ ...RUN, kind: "undo", decidedBy: "7" }, { ...RUN, approval: "refused", decidedBy: "43" }, RUN] }));
  for (const who of ["Finished you 1,234", "staff member 43 1,234", "Finished 1,234"]) expect(shown).toContain(who);
});

it("only what is still known can be undone", () => {
  expect(undoButtons(show({ runs: [{ ...RUN, undoable: false, undone: true }] }))).toEqual([]);
});

it("what an undo and a removal have left is named", () => {
  const off = { since: AT, by: "43" };
  const left = { ...off, customers: 2, examples: ["1000", "1001"], segments: [] };
  expect(textOf(show({ writing: "off", left: { kind: "undo", ...left } }))).toMatch(
    /a run was taken back Since Nov 21, 2026, 00:30; asked for by staff member 43\..*2 customers were left as they are.*1000.*1001/s,
  );
  expect(textOf(show({ writing: "off", left: { kind: "removal", ...off, customers: 1, examples: [], segments: ["Perennial: VIP"] } }))).toMatch(
    /everything was removed Since Nov 21, 2026, 00:30; asked for by staff member 43\..*But 1 customer.*Perennial: VIP/s,
  );
});

it("a dry run tells how much would change", () => {
  const changes = { customers: 5, retagged: 4, tagsAdded: 6, tagsRemoved: 1, metafields: 9 };
  const seen = { at: { writing: "on" as const }, changes, cost: { way: "direct" as const, points: 220, seconds: 2.2 }, left: 0, removal: null };
  const text = textOf(show({ dryRun: { ...LOOK, seen } }));
  expect(text).toMatch(/5 customers would be changed.*6 tags added.*1 tag removed.*9 metafields set or deleted.*220 points.*about 3 seconds/s);
  const nothing = { ...seen, changes: { ...changes, customers: 0 }, left: 2 };
  expect(textOf(show({ dryRun: { ...LOOK, seen: nothing } }))).toMatch(/Nothing would be written to Shopify\. 2 customers are left as they are/);
  const removal = { segments: { status: "read" as const, data: 1 }, definitions: { status: "read" as const, data: 10 }, found: { status: "read" as const, data: ["clv:value-vip", "clv:stage-lost"] }, calls: 11 };
  expect(textOf(show({ dryRun: { ...LOOK, seen: { ...nothing, removal } } }))).toMatch(
    /0 customers would be changed.*1 customer segment deleted.*10 definitions of metafields deleted.*They go, too: clv:value-vip, clv:stage-lost/,
  );
  const away = { ...removal, segments: { status: "unavailable" as const }, found: { status: "unavailable" as const } };
  expect(textOf(show({ dryRun: { ...LOOK, seen: { ...nothing, removal: away } } }))).toMatch(
    /10 definitions of metafields deleted.*did not answer how many.*All of them are deleted.*did not answer whether customers carry tags/,
  );
});

const AT = "2026-11-20T23:30:00.000Z";

it("an empty shop has nothing to show, and nothing to stop", () => {
  const text = textOf(show({ runs: [] }));
  expect(text).toContain("Every order that Shopify told of is read. Nothing in the last 24 hours.");
  expect(text).toContain("Values have not been worked out yet.");
  expect(text).toContain("What failed Nothing");
  expect(text).not.toContain("Stop the import");
  expect(text).not.toContain("Try again");
});

it("an import that failed can be asked for again, one under way be stopped", () => {
  const failed = { startedAt: AT, finishedAt: AT, status: "failed" as const, orders: 1234, refused: 2, problem: { code: "ended-early" as const, status: "FAILED", said: "ACCESS_DENIED", tries: 4 }, askedBy: "7", stoppedBy: "43" };
  const text = textOf(show({ sync: { ...PAGE.sync, imports: [failed] } }));
  expect(text).toMatch(/could not be read in.*Shopify stopped collecting before it was through: it failed. It was asked for 4 times. In its own words: ACCESS_DENIED Try again/);
  expect(text).toMatch(/Nov 21, 2026, 00:30 Failed you; stopped by staff member 43 1,234 2 Shopify stopped/);
  const loading = { ...failed, finishedAt: null, status: "loading" as const, problem: null };
  const html = show({ sync: { ...PAGE.sync, imports: [loading, failed] } });
  expect(textOf(html)).toContain("Stop the import");
  expect(textOf(html)).not.toContain("could not be read in");
});

it("says what Shopify told, what waits, what was compared, and when values were worked out", () => {
  const sync: ActivityPageProps["sync"] = {
    imports: [],
    reconciliations: [{ startedAt: AT, status: "done", compares: true, seen: 12, healed: 3, problem: null }],
    webhooks: [{ topic: "orders/updated", received: 1200, lastAt: AT }],
    waiting: { orders: 2, seconds: 190 },
  };
  const scorings = [{ startedAt: AT, finishedAt: null, failed: false }, { startedAt: AT, finishedAt: null, failed: false }, { startedAt: AT, finishedAt: null, failed: true }];
  const text = textOf(show({ sync, scorings }));
  expect(text).toContain("2 orders wait to be read; Shopify told of the first 3 minutes ago.");
  expect(text).toContain("Order changed 1,200 Nov 21, 2026, 00:30");
  expect(text).toContain("Changes and sums Finished 12 3");
  expect(text).toMatch(/Under way .*Cut off; a later one took its place .*Failed at every try; the next night tries again/);
});

it("names what failed, and tries again what can be", () => {
  const faults: ActivityPageProps["faults"] = {
    unread: [{ reason: "no currency", orders: 2, exampleId: "51" }],
    refusals: [{ reason: "full", customers: 1, exampleId: "77" }],
    givenUp: [{ job: "measure-reach", jobs: 1, reason: "Shopify is away" }],
    retried: [{ job: "ingest-order", jobs: 3, reason: "fetch failed" }, { job: "of-long-ago", jobs: 1, reason: "it is gone" }],
  };
  const text = textOf(show({ faults }));
  expect(text).toContain("2 orders could not be read, among them order 51: no currency");
  expect(text).toMatch(/1 customer refused by Shopify: full Customer 77/);
  expect(text).toContain("1 piece of work was given up, counting who can be written to: Shopify is away");
  expect(text).toContain("3 pieces of work failed and are tried again by themselves, reading an order: fetch failed");
  expect(text).toContain("1 piece of work failed and is tried again by itself, of-long-ago: it is gone");
  expect(text).toContain("Try again now");
  expect(textOf(show({ faults: { ...faults, unread: [], givenUp: [] } }))).not.toContain("Try again now");
});

it("writing can be paused while it is on, and says so afterwards", () => {
  expect(textOf(show())).toContain("Pause writing");
  const paused = textOf(show({ writing: "off", left: { kind: "pause", since: AT, by: "43", customers: 0, examples: [], segments: [] } }));
  expect(paused).toContain("writing is paused Since Nov 21, 2026, 00:30, by staff member 43.");
  expect(paused).not.toContain("Pause writing");
});

it("says what Shopify allows, what waits for it and how long that takes", () => {
  const quiet = textOf(show());
  expect(quiet).toMatch(/Nothing waits for Shopify. Points now 950 of 1,000 Points that come back 50 a second/);
  const waiting: ActivityPageProps["limits"] = { ...LIMITS, waiting: { calls: 3, since: AT }, next: { orders: 4, customers: 1200 }, secondsLeft: 71 };
  expect(textOf(show({ limits: waiting }))).toMatch(
    /3 requests wait for Shopify, the first since Nov 21, 2026, 00:30. Next in line: 4 orders to read. Next in line: 1,200 customers to write to. .*about 1 minute left/,
  );
  const away = textOf(show({ limits: { ...LIMITS, bucket: null, closedUntil: AT, slowSince: AT } }));
  expect(away).toMatch(/answers late or not at all, since Nov 21.*asked the app to wait until Nov 21.*has not been asked for anything yet/);
  expect(away).not.toContain("Nothing waits");
});

it("reading can be paused, and says since when, by whom, how far the import stands and what rests", () => {
  expect(textOf(show())).toContain("Pause reading");
  const readingPause = { since: AT, by: "7", resting: { done: 1200, total: 5000 } };
  const html = show({ readingPause });
  const text = textOf(html);
  expect(text).toContain("Since Nov 21, 2026, 00:30, by you.");
  expect(text).toContain("The import goes on where it stands: 1,200 of 5,000 records are read.");
  expect(text).toContain("Go on reading");
  expect(text).not.toContain("Pause reading");
  for (const button of ["Read all orders again", "Compare now"]) expect(html.match(new RegExp(`<button[^>]*>(?:(?!</button>).)*${button}`))?.[0]).toContain("disabled");
  expect(textOf(show({ readingPause: { ...readingPause, by: null, resting: null } }))).toMatch(/by somebody\. Orders that Shopify tells of are still read at once, and your customers' values follow them\./);
  // Nobody is scored before.
  expect(textOf(show({ readingPause }, { currency: "SEK", unread: "paused" }))).toContain(
    "Orders that Shopify tells of are still read at once; your customers' values follow once all of your orders have been read again. What Shopify did not tell of",
  );
});

it("says why nothing can be computed anew while the orders are still to be read in another currency", () => {
  const recompute = (html: string) => html.match(/<button[^>]*>(?:(?!<\/button>).)*Recompute now/)?.[0];
  const html = show({}, { currency: "SEK", unread: "waiting" });
  expect(textOf(html)).toContain("They cannot be computed anew before that. Reading them failed or was stopped.");
  expect(recompute(html)).toContain("disabled");
  expect(recompute(show())).not.toContain("disabled");
});

it("has words for every kind of work and for everything that Shopify tells of", () => {
  const jobs = handlersOf({ shopify: {} } as FileDeps).map(({ job }) => job);
  const retried = jobs.map((job) => ({ job, jobs: 1, reason: "" }));
  const webhooks = [...webhookTopics.keys()].map((topic) => ({ topic, received: 1, lastAt: AT }));
  const text = textOf(show({ faults: { ...PAGE.faults, retried }, sync: { ...PAGE.sync, webhooks } }));
  for (const name of [...jobs, ...webhookTopics.keys()]) expect(text).not.toMatch(new RegExp(`(^|[ ,])${name}([ :]|$)`));
  expect(jobs.length).toBeGreaterThan(20);
});
