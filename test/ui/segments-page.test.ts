import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { definitionChanges } from "#app/segments/definition-changes.ts";
import type { Allowed } from "#app/segments/definition-problem.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import type { PreviewAnswer } from "#app/tags/preview-definition.server.ts";
import { type Form, formOf } from "#app/ui/segments/definition-form.ts";
import { PLACES } from "#app/ui/segments/places.ts";
import { SegmentsPage, type SegmentsPageProps } from "#app/ui/segments/segments-page.tsx";
import type { Change, Currencies } from "#app/ui/segments/use-change-words.ts";
import { renderPage, textOf } from "./render-page.ts";

const figures = { customers: 150, lifetimeValueMinor: 30_000, range: { lowerMinor: 24_000, upperMinor: 37_000 } };
const CURRENT: NonNullable<SegmentsPageProps["current"]> = {
  computedAt: "2026-11-20T23:30:00.000Z",
  definition: DEFAULT_DEFINITION,
  basis: "lifetime",
  borders: { vip: 90_000, high: 60_000, mid: 30_000 },
  newWindowDays: 40,
  tiers: VALUE_TIERS.map((tier) => ({ tier, ...figures })),
  stages: STAGES.map((stage) => ({ stage, ...figures })),
  alike: [],
  changedSegments: [],
  flows: { beganAt: null, periods: [] },
  reach: [{ tag: "clv:value-vip", email: 70, sms: 20, lookedAt: "2026-11-20T23:45:00.000Z" }],
};
const DRAFT: SegmentsPageProps["draft"] = {
  form: formOf(DEFAULT_DEFINITION), set: () => {}, setTiers: () => {}, discard: () => {}, isChanged: false, isOutdated: false,
  definition: DEFAULT_DEFINITION, version: 0, json: "{}",
};
const PAGE: SegmentsPageProps = {
  activities: [], isWritingOff: false, scoringFailed: false, waitingWrite: null, isPending: false, current: CURRENT, versions: [], reader: "42", draft: DRAFT,
  preview: { answer: null, isFresh: false }, answer: null, sending: false, notDone: null, onSave: () => {}, onDecide: () => {},
  file: { file: null, noFile: null, sending: false, isComing: false, onAsk: () => {}, onAskBest: () => {}, onRetry: () => {}, onDrop: () => {}, onDownload: () => {} }, onCompute: () => {},
};
const PREVIEWED: Extract<PreviewAnswer, { kind: "previewed" }> = {
  kind: "previewed", customers: 5_000, sampled: 5_000, isCarriedOver: false, moves: 2,
  tags: [{ tag: "clv:Gold", before: 0, after: 40, few: true }],
  movers: [{ customerId: "77", dimension: "value", from: "high", to: "vip" }],
  writes: { customers: 1_234, retagged: 3, tagsAdded: 3, tagsRemoved: 1, metafields: 5, outstanding: 0 },
  cost: { way: "bulk", points: 50, seconds: 0.5 }, alike: [], foreign: { status: "read", data: [] },
};

const show = (change: Partial<SegmentsPageProps> = {}, shop: Parameters<typeof renderPage>[3] = {}) =>
  renderPage(createElement(SegmentsPage, { ...PAGE, ...change }), undefined, undefined, shop);
const withCurrent = (change: Partial<typeof CURRENT>) => textOf(show({ current: { ...CURRENT, ...change } }));
const previewed = (change: Partial<typeof PREVIEWED> = {}) =>
  textOf(show({ draft: { ...DRAFT, isChanged: true }, preview: { answer: { ...PREVIEWED, ...change }, isFresh: true } }));

describe("the segments as they stand", () => {
  it("are each named with tag, rule and threshold, customers, share, total and mean, and reach, and lead to their customers", () => {
    const text = textOf(show());
    expect(text).toContain("VIP clv:value-vip The top 5%: from €900.00 150 20% €300 €240 to €370 €2 70 20");
    expect(text).toContain("High clv:value-high The next 15%: from €600.00 150 20% €300 €240 to €370 €2 – –");
    expect(text).toContain("as Shopify counted on Nov 21, 2026, 00:45.");
    expect(text).toMatch(/Low clv:value-low Under €300.00 150 .* Negative clv:value-negative Below zero/);
    expect(text).toMatch(/New clv:stage-new One order, at most 40 days ago .* Lost clv:stage-lost More than 4 times/);
    expect(show()).toContain('href="/app/customers?tier=vip"');
    expect(show()).toContain('href="/app/customers?stage=at-risk"');
  });

  it("lead to the list, and have its file, in the order that their tiers go by", () => {
    const historic = show({ current: { ...CURRENT, basis: "historic" } });
    expect(historic).toContain('href="/app/customers?tier=vip&amp;sort=historic-value"');
    expect(historic).toContain('href="/app/customers?stage=at-risk&amp;sort=historic-value"');
    const file = { id: "7", kind: "list" as const, address: "tier=vip", state: "whole" as const, customers: 150, done: 150, lines: 149, problem: null, until: "2026-11-22T13:05:00.000Z" };
    const html = show({ file: { ...PAGE.file, file } });
    expect(textOf(html)).toContain("Your file is ready. Customers in it: 149.");
    const buttons = (page: string) => page.match(/<button[^>]*aria-label="Download [^>]*>/g) ?? [];
    expect(buttons(html).filter((it) => it.includes("disabled"))).toEqual([]);
    const coming = buttons(show({ file: { ...PAGE.file, isComing: true } }));
    expect([coming.length, coming.filter((it) => it.includes("disabled")).length]).toEqual([10, 10]);
  });

  it("have no range where nobody is in them, and say when it comes where the run has none", () => {
    const empty = { customers: 0, lifetimeValueMinor: 0, range: null };
    const comes = "The range around it is worked out with the next run.";
    const text = withCurrent({ tiers: CURRENT.tiers.map((it) => (it.tier === "negative" ? { ...it, ...empty } : it)) });
    expect(text).toContain("Negative clv:value-negative Below zero: more was given back than paid 0 0% €0 – – –");
    expect(text).not.toContain(comes);
    const older = withCurrent({ tiers: CURRENT.tiers.map((it) => ({ ...it, range: null })) });
    expect(older).toContain("VIP clv:value-vip The top 5%: from €900.00 150 20% €300 – €2 70 20");
    expect(older.split(comes)).toHaveLength(2);
  });

  it("go by amounts, by historic value, and have no border where too many are equal", () => {
    const value = { ...DEFAULT_DEFINITION.value, tiers: { by: "amount" as const, currency: "EUR", vip: 90_000, high: 60_000, mid: 30_000 } };
    expect(withCurrent({ definition: { ...DEFAULT_DEFINITION, value } })).toContain("clv:value-vip From €900.00");
    expect(withCurrent({ basis: "historic" })).toContain("Customers are sorted by historic value.");
    expect(withCurrent({ borders: { vip: null, high: null, mid: null } })).toMatch(/clv:value-vip Nobody: too many .* clv:value-low Everybody else/);
  });

  it("are marked where they are few and where neighbours do not differ", () => {
    expect(textOf(show())).not.toContain("Few customers");
    expect(withCurrent({ definition: { ...DEFAULT_DEFINITION, smallestSegment: 151 } }).match(/Few customers/g)).toHaveLength(10);
    const text = withCurrent({ alike: [{ dimension: "stage", segments: ["lapsed", "lost"], customers: [60, 1_320], z: 1 }] });
    expect(text).toContain("Lapsed and Lost: the lifetime values of 60 and 1,320 customers cannot be told apart.");
  });

  it("are left out where their dimension is off, and not there before the first run", () => {
    const off = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, on: false } };
    expect(withCurrent({ definition: off })).toContain("Switched off: customers carry no tag of this kind.");
    expect(withCurrent({ definition: off })).toContain("Movement between segments");
    expect(withCurrent({ definition: { ...off, stage: { ...off.stage, on: false } } })).not.toContain("Movement between segments");
    expect(withCurrent({ definition: { ...off, stage: { ...off.stage, tagged: ["new"] } } }).match(/Not tagged/g)).toHaveLength(4);
    expect(withCurrent({ stages: null })).toContain("is added up with the next run");
    const empty = textOf(show({ current: null }));
    expect(empty).toContain("Nobody has been sorted yet");
    expect(empty).toContain("Write value tags");
  });
});

describe("the editor", () => {
  it("has a field with a line of meaning for every place of a definition", () => {
    const html = show();
    for (const [place, kind] of Object.entries(PLACES)) {
      if (["switch", "choice", "list"].includes(kind) || place === "value.tiers.currency") continue;
      expect(html, place).toContain(`data-place="${place}"`);
    }
    expect(html.match(/type="checkbox"/g)).toHaveLength(5 + [DEFAULT_DEFINITION.metafields, VALUE_TIERS, STAGES].flat().length);
    expect(textOf(html)).not.toMatch(/\b(place|meaning|unit|choice|metafield)\.\w/);
  });

  it.each<[Allowed, keyof Form, string, string]>([
    [{ rule: "kind", expected: "number" }, "value.tiers.vip", "lots", "“lots” is not a number."],
    [{ rule: "kind", expected: "int" }, "horizon.horizonDays", "1.5", "“1.5” is not a whole number."],
    [{ rule: "kind", expected: "int" }, "value.tiers.high", "8.005", "“8.005” has more decimals than EUR has."],
    [{ rule: "at-least", limit: 0.001 }, "value.tiers.vip", "0", "“0” is too low: at least 0.1%."],
    [{ rule: "at-most", limit: 0.9 }, "value.tiers.vip", "150", "“150” is too high: at most 90%."],
    [{ rule: "at-most", limit: 1e12 }, "value.tiers.vip", "1e15", "“1e15” is too high: at most €10,000,000,000.00."],
    [{ rule: "length", least: 1, most: 40 }, "prefix", "", "“” has to have 1 to 40 characters."],
    [{ rule: "one-of", values: ["auto", "historic"] }, "value.tiers.mid", "x", "“x” is none of auto, historic."],
    [{ rule: "below", place: "value.tiers.vip", limit: 500 }, "value.tiers.high", "6.00", "“6.00” has to be under €5.00 (VIP)."],
    [{ rule: "up-to", place: "stage.rule.lostBeyondCycles", limit: 8 }, "stage.rule.lapsedUpToCycles", "9", "“9” is too high: at most 8 times (Lost for certain beyond)."],
    [{ rule: "sum-below", places: ["value.tiers.vip", "value.tiers.high"], sum: 1.1, limit: 1 }, "value.tiers.mid", "90", "With VIP, High that makes 110%."],
    [{ rule: "tag", most: 255 }, "value.names.vip", "a,b", "“a,b” makes no tag that Shopify takes: with the prefix 1 to 255 characters"],
    [{ rule: "unlike", place: "value.names.high", tag: "clv:x" }, "value.names.vip", "x", "The tag clv:x stands for something else already (Tag for High)."],
    [{ rule: "unlike-before", place: "stage.names.at-risk", tag: "clv:x" }, "value.names.vip", "x", "The tag clv:x has stood for something else until now (Tag for At risk)."],
  ])("says beside the field what is wrong: %j at %s", (allowed, place, typed, words) => {
    const draft = { ...DRAFT, form: { ...DRAFT.form, [place]: typed } };
    expect(textOf(show({ draft, preview: { answer: { kind: "refused", problems: [{ place, allowed }] }, isFresh: true } }))).toContain(words);
  });

  it("says that the shop's currency has changed while the page was open", () => {
    const problem = { place: "value.tiers.currency", value: "USD", allowed: { rule: "currency" as const, currency: "EUR" } };
    expect(textOf(show({ preview: { answer: { kind: "refused", problems: [problem] }, isFresh: true } }))).toContain("The amounts are in USD, but your shop's currency is EUR.");
  });

  it("opens what is folded where the fault is in it", () => {
    const html = show({ preview: { answer: { kind: "refused", problems: [{ place: "value.names.vip", value: "", allowed: { rule: "tag", most: 255 } }] }, isFresh: true } });
    expect(html).toContain('<details data-testid="value-names" open="">');
    expect(html).toContain('<details data-testid="stage-names">');
  });

  it("names the shop's currency beside amounts", () => {
    expect(textOf(show())).not.toContain("VIP EUR From this value on.");
    const form = { ...DRAFT.form, "value.tiers.by": "amount", "value.tiers.vip": "900.00" };
    expect(textOf(show({ draft: { ...DRAFT, form } }))).toContain("VIP EUR From this value on.");
  });
});

describe("the preview", () => {
  it("says who would move, what each tag would hold, what is written, and what that takes", () => {
    const text = previewed();
    expect(text).toContain("2 moves to another segment See 1 of them Customer 77 Value tier High to Value tier VIP");
    expect(text).toContain("clv:Gold Attention Few customers 0 40");
    expect(text).toContain("1,234 customers changed 3 tags added 1 tag removed 5 metafields set");
    expect(text).toContain("Written in bulk: 50 points of your shop's budget at Shopify, about 1 second, and however long");
    expect(previewed({ cost: { way: "direct", points: 900, seconds: 240 } })).toContain("Takes 900 points of your shop's budget at Shopify, about 4 minutes.");
  });

  it("says what it cannot say for sure", () => {
    expect(previewed()).not.toContain("Estimated from");
    expect(previewed({ sampled: 900 })).toContain("Estimated from 900 of 5,000 customers.");
    expect(previewed()).not.toContain("Predicted values are an estimate");
    expect(previewed({})).not.toContain("the last run");
    expect(previewed({ writes: { ...PREVIEWED.writes, outstanding: 1_000 } })).toContain("1,000 of them without this change, too: the last run has not written to them yet.");
    expect(previewed({ isCarriedOver: true })).toContain("Predicted values are an estimate until you save");
    expect(previewed({ foreign: { status: "unavailable" } })).toContain("Shopify did not answer whether customers carry the new tags already.");
    expect(previewed({ foreign: { status: "read", data: ["clv:Gold", "clv:x"] } })).toContain("Customers carry these tags already clv:Gold, clv:x: not written by this app.");
  });

  it("says when nothing would happen, and why there is nothing to say", () => {
    expect(previewed({ moves: 0, movers: [], writes: { ...PREVIEWED.writes, customers: 0 } })).toMatch(/Nobody would move .* Nothing would be written to Shopify/);
    const answered = (kind: "failed" | "no-run") => textOf(show({ draft: { ...DRAFT, isChanged: true }, preview: { answer: { kind }, isFresh: true } }));
    expect(answered("failed")).toContain("the app did not answer. What you typed is still here.");
    expect(answered("no-run")).toContain("there is nobody to move");
    expect(textOf(show())).toContain("Change something, and see here what it would do");
    expect(textOf(show({ draft: { ...DRAFT, isChanged: true } }))).toContain("Working it out…");
  });
});

describe("saving", () => {
  it("says what happens now, and what stands in the way", () => {
    expect(textOf(show({ isPending: true }))).toContain("Saved. Customers are being sorted by it Then their tags are written.");
    const unread = textOf(show({ isPending: true }, { currency: "SEK", unread: "paused" }));
    expect(unread).toContain("Saved. Customers are sorted by it once all of your orders have been read again Then their tags are written.");
    expect(unread).not.toContain("being sorted");
    expect(textOf(show({ draft: { ...DRAFT, isChanged: true, isOutdated: true } }))).toContain("Somebody else has saved other settings meanwhile");
    expect(textOf(show({ answer: { kind: "failed" } }))).toContain("Not saved The app did not answer.");
    const refused = { answer: { kind: "refused" as const } };
    expect(textOf(show({ ...refused, draft: { ...DRAFT, isChanged: true } }))).toContain("Not saved Put right what is marked and save again.");
    expect(show(refused), "discarded since").not.toContain('data-testid="not-saved"');
    expect(textOf(show({ scoringFailed: true }))).toContain("The values could not be worked out");
    const changes = { customers: 900, retagged: 800, tagsAdded: 800, tagsRemoved: 800, metafields: 100 };
    expect(textOf(show({ waitingWrite: { asked: { scoreRunId: "1", customers: 1_000, cap: 200, changes }, meanwhile: 0 } }))).toContain("800 of 1,000 customers would get other tags");
    expect(textOf(show({ isWritingOff: true }))).toContain("Writing is off: nothing more is written until you switch it on. Go to Activity");
    expect(textOf(show())).not.toContain("Writing is off");
    expect(show({ activities: [{ what: "writing", done: 1, total: 9, secondsLeft: null }] })).toContain('data-testid="progress-writing"');
  });
});

describe("who changed what", () => {
  const versionOf = (changes: Change[], { staffId = null, currencies = { from: null, to: null } }: { staffId?: string | null; currencies?: Currencies } = {}) =>
    ({ version: 1, changedAt: "2026-11-20T23:30:00.000Z", staffId, changes, currencies });

  it("is told in words, place by place", () => {
    const tiers = { by: "amount" as const, currency: "EUR", vip: 90_000, high: 60_000, mid: 30_000 };
    const changed = {
      ...DEFAULT_DEFINITION, prefix: "x:", value: { ...DEFAULT_DEFINITION.value, on: false, basis: "historic" as const, tiers },
      stage: { ...DEFAULT_DEFINITION.stage, newWindowDays: 30 }, metafields: ["stage" as const],
    };
    const changes = definitionChanges(DEFAULT_DEFINITION, changed);
    const one = (staffId: string | null) => textOf(show({ versions: [versionOf(changes, { staffId, currencies: { from: null, to: "EUR" } })] }));
    const text = one("42");
    expect(text).toContain("Version 1, Nov 21, 2026, 00:30, you Prefix: “x:” (was “clv:”) Write value tags: off (was on)");
    expect(text).toContain("Sorted by: Historic value always (was Lifetime value, once proven) Tiers begin at: Amounts (was Shares of customers)");
    expect(text).toContain("VIP: €900.00 (was 5%)");
    expect(text).toContain("Currency of the amounts: “EUR”");
    expect(text).toContain("New for: 30 days (was from the shop's rhythm)");
    expect(text).toContain("Figures written to customers: without Lifetime value, Historic value,");
    expect(one("7")).toContain("staff member 7");
    expect(one(null)).toContain("somebody");
    const back = definitionChanges(changed, DEFAULT_DEFINITION);
    expect(textOf(show({ versions: [versionOf(back, { currencies: { from: "EUR", to: null } })] }))).toMatch(
      /Currency of the amounts: not set any more \(was “EUR”\).*Figures written to customers: with Lifetime value/,
    );
  });

  it("shows a place of another version of the app as it is stored", () => {
    const changes = [{ place: "value.gone", from: [1], to: null }];
    expect(textOf(show({ versions: [versionOf(changes)] }))).toContain("value.gone: null (was [1])");
  });

  it("keeps amounts in the currency they were typed in, whatever the shop counts in by now", () => {
    const changes = [{ place: "value.tiers.vip", from: 90_000, to: 90_000 }];
    expect(textOf(show({ versions: [versionOf(changes, { currencies: { from: "JPY", to: "USD" } })] }))).toContain("VIP: $900.00 (was ¥90,000)");
  });
});
