import { describe, expect, it } from "vitest";
import type { HomePageProps } from "#app/ui/home/home-page.tsx";
import { textOf } from "./render-page.ts";
import { EMPTY, SCORED, SCORED_SHOP, showHome } from "./show-home.ts";

describe("home", () => {
  it.each([
    ["for-orders", "Setting up"],
    ["for-scores", "Your orders are here"],
    ["no-orders", "No orders yet"],
  ] as const)("says what it waits for: %s", (waiting, words) => {
    const html = showHome({ ...EMPTY, waiting });
    expect(html).toContain(`data-testid="waiting-${waiting}"`);
    expect(textOf(html)).toContain(words);
  });

  it.each([
    [null, "Nothing is read or written until you open the app again"],
    ["2026-11-21T09:30:00.000Z", "You opened the app again on Nov 21, 2026"],
  ])("says when Shopify took away the access (back: %s)", (to, words) => {
    const html = showHome({ ...EMPTY, accessGap: { from: "2026-11-20T08:00:00.000Z", to } });
    expect(html).toContain('data-testid="access-gap"');
    expect(textOf(html)).toContain("Shopify took away this app's access on Nov 20, 2026");
    expect(textOf(html)).toContain(words);
    expect(showHome(EMPTY)).not.toContain("access-gap");
  });

  describe("of a shop that counts in another currency", () => {
    const show = (unread: "reading" | "waiting" | "paused" | null) => showHome(SCORED, { currency: "SEK", figuresIn: "EUR", unread });
    const isRecomputeOff = (html: string) => /<button[^>]*aria-disabled="true"[^>]*>(?:<[^>]+>)*Recompute now/.test(html);

    it.each([
      ["reading", "Your orders are being read."],
      ["waiting", "Reading them failed or was stopped."],
      ["paused", "Reading is paused: your orders are not read again until somebody chooses “Go on reading” on the home page."],
    ] as const)("says why the values stand still and cannot be computed anew, and what they wait for: %s", (unread, words) => {
      const text = textOf(show(unread));
      expect(text).toContain("Your shop counts in SEK now The values stay as they were worked out before");
      expect(text).toContain(words);
      expect(isRecomputeOff(show(unread))).toBe(true);
      expect(textOf(show(null))).not.toContain("Your shop counts in");
      expect(isRecomputeOff(show(null))).toBe(false);
    });

    it("shows them in the currency in which they were worked out", () => {
      expect(textOf(show("reading"))).toContain("Lifetime value €12,501");
      expect(textOf(show("reading"))).not.toMatch(/SEK\s?\d/);
    });
  });

  it("shows how far an import is, and how long it will take", () => {
    const html = showHome({ ...EMPTY, activities: [{ what: "import-loading", done: 1234, total: 5678, secondsLeft: 150 }] });
    expect(textOf(html)).toContain("Your orders are being read in");
    expect(textOf(html)).toContain("1,234 of 5,678 · about 3 minutes left");
    expect(html).toMatch(/<progress[^>]*value="21"/);
  });

  it.each([
    [3, "about 5 seconds left"],
    [58, "about 60 seconds left"],
    [61, "about 1 minute left"],
    [7200, "about 2 hours left"],
  ])("says roughly how long %d seconds are", (secondsLeft, words) => {
    expect(textOf(showHome({ ...EMPTY, activities: [{ what: "writing", done: 1, total: 2, secondsLeft }] }))).toContain(words);
  });

  it("says why an import failed, and offers to try again", () => {
    const text = textOf(showHome({ ...EMPTY, importFailure: { problem: { code: "refused", said: "ACCESS_DENIED" } } }));
    expect(text).toContain("ACCESS_DENIED");
    expect(text).toContain("Try again");
  });

  it("counts by the language, and has words for why Shopify broke off", () => {
    const said = (problem: NonNullable<HomePageProps["importFailure"]>["problem"]) => textOf(showHome({ ...EMPTY, importFailure: { problem } }));
    expect(said({ code: "nothing-found", orders: 12345, said: null, tries: 1234 })).toContain("your shop has 12,345 orders. It was asked for 1,234 times.");
    expect(said({ code: "ended-early", status: "EXPIRED", said: null, tries: null })).toContain("before it was through: it took too long and expired.");
    expect(said({ code: "ended-early", status: "NEW_KIND", said: null, tries: null })).toContain("before it was through: NEW_KIND.");
  });

  it("offers no import while reading rests", () => {
    const readingPause = { since: "2026-11-20T12:00:00.000Z", by: "7", resting: null };
    const button = (text: string, change: Partial<HomePageProps>) => new RegExp(`<button[^>]*(?:aria-disabled="true"|disabled="")[^>]*>(?:(?!<button).)*${text}`).test(showHome({ ...EMPTY, ...change }));
    const failed = { importFailure: { problem: null } };
    expect([button("Try again", failed), button("Try again", { ...failed, readingPause })]).toEqual([false, true]);
    const nothing = { waiting: "no-orders" as const };
    expect([button("Look for orders again", nothing), button("Look for orders again", { ...nothing, readingPause })]).toEqual([false, true]);
  });

  it("names the lines that could not be read", () => {
    const text = textOf(showHome({ ...EMPTY, refused: { lines: 1, reasons: ["line 7: no currency"] } }));
    expect(text).toContain("1 line from Shopify could not be read");
    expect(text).toContain("line 7: no currency");
    expect(textOf(showHome({ ...EMPTY, refused: { lines: 0, reasons: [] } }))).not.toContain("could not be read");
  });

  it("shows three values, each with its name and what it means, on the shop's clock", () => {
    const text = textOf(showHome(SCORED));
    expect(text).toContain("Lifetime value €12,501 Historic and predicted value together.");
    expect(text).toContain("Historic value €10,000.00 Net sales up to today");
    expect(text).toContain("Predicted value €2,501 What is to be expected in the next 365 days, discounted at 10% a year.");
    expect(text).toContain("Computed 3 minutes ago · no orders waiting");
  });

  it("says how sure the predicted value is, and leads to why", () => {
    const html = showHome(SCORED);
    expect(textOf(html)).toContain("8 times in 10 the total ends up between €2,000 and €3,100. Medium confidence: see why");
    expect(html).toContain('href="/app/accuracy"');
    const before = showHome({ ...SCORED, scored: { ...SCORED_SHOP, totals: { ...SCORED_SHOP.totals, predictedRange: null } } });
    expect(textOf(before)).not.toContain("8 times in 10");
  });

  it("shows each tier's share of the revenue, as a number beside the bar", () => {
    expect(textOf(showHome(SCORED))).toContain("Value tier VIP 62 customers €4,500.00 45% of revenue");
  });

  it("says that writing is off, and where it is switched on", () => {
    expect(textOf(showHome(SCORED))).not.toContain("Writing is off");
    const html = showHome({ ...SCORED, isWritingOff: true });
    expect(textOf(html)).toContain("Writing is off: nothing more is written until you switch it on. Go to Activity");
    expect(html).toContain('href="/app/activity"');
  });

  it("counts a guest's orders apart, and every order that was left out by its reason", () => {
    const text = textOf(showHome(SCORED));
    expect(text).toContain("Counted for a customer 10 €90.00");
    expect(text).toContain("Counted, by guests 2 €10.00");
    expect(text).not.toContain("does not want to be sorted");
    expect(text).toContain("Left out: nothing paid that counts 3 -€0.50");
  });

  it("counts apart what those bought who do not want to be sorted, and how many they are", () => {
    const ledger = { ...SCORED_SHOP.ledger, optedOut: { customers: 1, orders: 4, netMinor: 3_000 } };
    const text = textOf(showHome({ ...SCORED, scored: { ...SCORED_SHOP, ledger } }));
    expect(text).toContain("Counted for a customer 6 €90.00");
    expect(text).toContain("Counted, by 1 customer who does not want to be sorted 4 €30.00");
    expect(text).toContain("They count as revenue, but are neither valued nor tagged.");
  });

  it("says from where to where somebody moved", () => {
    const html = showHome({
      ...SCORED,
      moves: [{ id: "1", customerId: "77", movedAt: "2026-11-20T12:00:00.000Z", dimension: "stage", from: "active", to: "at-risk" }],
    });
    expect(html).toContain('href="/app/customers/77"');
    expect(textOf(html)).toMatch(/Customer 77 Nov 20, 2026, 13:00 Stage Active to Stage At risk/);
  });

  it("says what was written to Shopify, what is under way, what stopped, and that there was nothing to do", () => {
    const run = { finishedAt: "2026-11-20T12:00:00.000Z", customers: 8, tagsAdded: 16, tagsRemoved: 1, metafieldsSet: 80, refused: 0, refusals: [], approval: null, problem: null };
    const written = (change: Partial<NonNullable<HomePageProps["lastWrite"]>>) => textOf(showHome({ ...SCORED, lastWrite: { ...run, ...change } }));
    expect(written({})).toContain("Finished Nov 20, 2026, 13:00 8 customers brought up to date 16 tags added 1 tag removed 80 metafields set");
    expect(written({})).not.toContain("refused");
    expect(written({ refused: 2 })).toContain("2 customers refused by Shopify");
    expect(written({ customers: 0 })).toContain("Every customer in Shopify was already as it should be.");
    expect(written({ finishedAt: null })).toContain("Under way");
    expect(written({ problem: { code: "bulk-ended-early", status: "TIMEOUT", shopifyMessage: null } })).toContain(
      "is tried again Shopify stopped before it was through all changes: it took too long.",
    );
    expect(written({ problem: { code: "bulk-not-started", shopifyMessage: "Come back later" } })).toContain("Shopify says: Come back later");
    expect(textOf(showHome(SCORED))).toContain("Nothing has been written yet.");
    expect(written({ customers: 0, approval: "refused" })).toMatch(/Not written: you said no, Nov 20, 2026, 13:00 (?!Every)/);
    expect(written({ finishedAt: null, approval: "waiting" })).toContain("Waits for your yes");
    const refusals = [{ reason: "full", customers: 3, exampleId: "77" }, { reason: "gone", customers: 1, exampleId: "78" }];
    expect(written({ refusals })).toContain("3 customers: full 1 customer: gone");
    expect(showHome({ ...SCORED, lastWrite: { ...run, refusals } })).toContain('href="/app/customers/77"');
  });

  it("asks for a yes where more is to be written than may be without one", () => {
    const asked = { scoreRunId: "9", customers: 5_000, cap: 1_000, changes: { customers: 4_000, retagged: 3_000, tagsAdded: 3_500, tagsRemoved: 2_000, metafields: 40_000 } };
    const text = textOf(showHome({ ...SCORED, waitingWrite: { asked, meanwhile: 0 } }));
    expect(text).toContain("3,000 of 5,000 customers would get other tags That is more than the 1,000 which may change");
    expect(text).toContain("3,500 tags added, 2,000 tags removed, 40,000 metafields set Write them Do not write");
    expect(textOf(showHome({ ...SCORED, waitingWrite: { asked, meanwhile: 12 } }))).toContain("12 customers ordered meanwhile and have theirs already.");
  });

  it.each([["few", 1_000, 0], ["many", 10, 3]])("asks whether it may take over tags that somebody else may have given, where %s are to be written", (_few, cap, tagsRemoved) => {
    const changes = { customers: 40, retagged: 40, tagsAdded: 80, tagsRemoved, metafields: 400 };
    const found = { customers: 1_234, leaving: 1_050, tags: [{ tag: "clv:value-vip", customers: 1_200, leaving: 1_050 }, { tag: "clv:stage-lost", customers: 34, leaving: 0 }] };
    const text = textOf(showHome({ ...SCORED, waitingWrite: { asked: { scoreRunId: "9", customers: 50, cap, changes, found }, meanwhile: 0 } }));
    expect(text).toContain("1,234 customers carry tags with these names already");
    expect(text).toContain("clv:value-vip (1,200), clv:stage-lost (34). The app does not know that it wrote them");
    expect(text).toContain(`With your yes 1,050 of them lose what does not fit${tagsRemoved > 0 ? ", beside the tags removed above" : ""}: clv:value-vip (1,050).`);
    expect(text).toContain("each customer keeps the one of each kind that fits, the others go");
    expect(text.includes("which may change without asking you")).toBe(cap === 10);
  });

  it("asks of tags that may be somebody else's without a number that it was not told", () => {
    const changes = { customers: 40, retagged: 40, tagsAdded: 80, tagsRemoved: 0, metafields: 400 };
    const found = { customers: 34, tags: [{ tag: "clv:stage-lost", customers: 34 }] };
    const text = textOf(showHome({ ...SCORED, waitingWrite: { asked: { scoreRunId: "9", customers: 50, cap: 1_000, changes, found }, meanwhile: 0 } }));
    expect(text).toContain("clv:stage-lost (34). The app does not know that it wrote them");
    expect(text).not.toContain("what does not fit");
  });

  it("says how far the values are proven, and why Shopify's sums are others", () => {
    const shown = (change: Partial<HomePageProps["reconciliation"]>) => textOf(showHome({ ...SCORED, reconciliation: { ...EMPTY.reconciliation, ...change } }));
    expect(shown({})).toContain("have not been compared yet");
    const compared = {
      at: "2026-11-20T12:00:00.000Z", customers: 3, shopifyMinor: 11_900, ledgerMinor: 10_000,
      differences: { tax: 1_950, unpaid: -50 }, unexplainedMinor: 0, unexplainedCustomers: 0, unprovableCustomers: 0,
    };
    const text = shown({ provenTo: "2026-11-20T12:00:00.000Z", compared });
    expect(text).toContain("Every change in Shopify up to Nov 20, 2026, 13:00 is in these values.");
    expect(text).toContain("Unexplained: €0.00 3 customers compared on Nov 20, 2026, 13:00");
    expect(text).toMatch(/as Shopify shows it €119.00 Tax -€19.50 Not paid yet €0.50 Unexplained €0.00 Counts here €100.00/);
    expect(text).not.toContain("cannot be explained");
    expect(text).not.toContain("cannot be checked");
    expect(shown({ compared: { ...compared, unprovableCustomers: 2 } })).toContain("2 customers' totals cannot be checked");
    const apart = shown({ compared: { ...compared, unexplainedMinor: 7, unexplainedCustomers: 1 }, running: true, problem: { code: "unavailable", said: null } });
    expect(apart).toContain("Unexplained: €0.07");
    expect(apart).toContain("1 customer's total in Shopify cannot be explained");
    expect(apart).toContain("The last check could not be finished Shopify could not be reached.");
    expect(apart).toContain("Checking…");
  });

  it("says that Shopify hides older orders, and that the values could not be worked out", () => {
    expect(textOf(showHome(SCORED))).not.toContain("60 days");
    expect(textOf(showHome({ ...SCORED, seesAllOrders: false }))).toContain("Only the orders of the last 60 days can be seen");
    expect(showHome(SCORED)).not.toContain("scoring-failed");
    expect(showHome(SCORED)).not.toContain("unread-orders");
    expect(textOf(showHome({ ...SCORED, unreadOrders: 2 }))).toContain("2 orders could not be read");
    expect(textOf(showHome({ ...SCORED, scoringFailed: true }))).toContain("The values could not be worked out");
  });

  it("says how many customers asked for their data, and where the files are", () => {
    const html = showHome({ ...EMPTY, dataRequests: 2 });
    expect(textOf(html)).toContain("2 customers asked for their data");
    expect(html).toContain('href="/app/settings"');
    expect(showHome(EMPTY)).not.toContain("data-requests");
  });

  it("warns where the model did not settle, or sits at an edge", () => {
    const model = { ...SCORED.scored!.model, converged: false, boundary: "no dropout" };
    const text = textOf(showHome({ ...SCORED, scored: { ...SCORED.scored!, model } }));
    expect(text).toContain("Take the predictions as rough");
    expect(text).toContain("no sign of customers leaving for good");
  });
});
