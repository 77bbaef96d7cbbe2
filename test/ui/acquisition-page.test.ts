import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { acquisitionFigures, paybackCurve, type Terms } from "#app/acquisition/acquisition-figures.ts";
import { namedChannel, UNKNOWN_CHANNEL } from "#app/acquisition/channel.ts";
import type { CostProblem } from "#app/acquisition/check-costs.ts";
import type { SpendReport } from "#app/acquisition/check-spend-file.server.ts";
import { figuresByChannel } from "#app/acquisition/figures-by-channel.ts";
import type { SpendProblem } from "#app/acquisition/spend.ts";
import { PERMISSIONS } from "#app/shops/permissions.ts";
import { AcquisitionPage, type AcquisitionPageProps } from "#app/ui/acquisition/acquisition-page.tsx";
import { renderPage, textOf } from "./render-page.ts";

const MONTHS = ["2026-09", "2026-10"];
const TERMS: Terms = { months: MONTHS, grossMargin: 0.5, business: "retail", isProven: true, uncounted: [] };
const came = { month: "2026-09", customers: 40, historicValueMinor: 480_000, predictedValueMinor: 320_000, valueMinor: [400_000, 80_000] };
const ARRIVALS = [{ ...came, channel: namedChannel("web") }, { ...came, month: "2026-10", channel: UNKNOWN_CHANNEL }];
const SPENDS = MONTHS.flatMap((month) => [{ month, channel: "web", amountMinor: 180_000 }, { month, channel: "google", amountMinor: 60_000 }]);

const currentOf = (spends = SPENDS, terms: Partial<Terms> = {}): AcquisitionPageProps["current"] => ({
  computedAt: "2026-11-20T23:30:00.000Z", horizonDays: 365, isSpendUnread: false,
  all: acquisitionFigures(ARRIVALS, spends, { ...TERMS, ...terms }), curve: paybackCurve(ARRIVALS, spends, { ...TERMS, ...terms }), byChannel: figuresByChannel({ arrivals: ARRIVALS, spends, channels: [] }, { ...TERMS, ...terms }),
});
const DRAFT: AcquisitionPageProps["draft"] = {
  grossMargin: "50", setGrossMargin: () => {}, amountAt: ({ month, channel }) => (month === "2026-09" && channel === "web" ? "1800.00" : ""), setAmount: () => {},
  discard: () => {}, isChanged: false, isOutdated: false, version: 0, with: () => ({ grossMargin: "50", spends: [] }),
};
const FILE: AcquisitionPageProps["file"] = {
  report: null, looking: false, sending: false, onFile: () => {}, onNote: () => {}, onDismiss: () => {}, onTemplate: async () => null,
};
const PAGE: AcquisitionPageProps = {
  controls: { period: { from: "2026-09", to: "2026-10" }, choices: MONTHS, business: "retail", onChange: () => {} },
  current: currentOf(), months: MONTHS, columns: ["web", "google"], draft: DRAFT, answer: null, notDone: null, isMarginUnknown: false, isSpendUnknown: false, otherCurrencies: 0, file: FILE,
  changes: [], reader: "42", sending: false, onSave: () => {},
};
const show = (change: Partial<AcquisitionPageProps> = {}) => renderPage(createElement(AcquisitionPage, { ...PAGE, ...change }));
const text = (change: Partial<AcquisitionPageProps> = {}) => textOf(show(change));
const reported = (report: NonNullable<AcquisitionPageProps["file"]["report"]>) => text({ file: { ...FILE, report } });
const READ: Extract<SpendReport, { kind: "read" }> = {
  kind: "read", spends: [{ month: "2026-09", channel: "web", amountMinor: 5_00 }], totalMinor: 500, problems: [], blank: 0, unknownChannels: [],
};

describe("the figures", () => {
  it("of all channels are each said with what they are made of", () => {
    expect(text()).toContain("Acquisition cost (CAC) €60.00 €4,800.00 spent on 80 new customers.");
    expect(text()).toContain("Net CLV €40 €100 lifetime margin less €60.00 acquisition cost.");
    expect(text()).toContain("CLV : CAC 1.67 Retail: 2 to 3 is usual. Warning Below usual");
    expect(text()).toContain("Payback 2 months By then the margin of a customer has covered the cost. Seen on 80 customers.");
    expect(text()).toContain("ROMI so far 0.0% €4,800.00 margin so far from €4,800.00 spent.");
    expect(text()).toContain("Largest sensible cost €33 €100 lifetime margin ÷ 3.");
  });

  it("of all channels name those whose customers count and whose cost nobody knows, unless spend is noted by other names", () => {
    const ofTwo = [...ARRIVALS, { ...came, channel: namedChannel("pos") }];
    const withSpend = (spends: typeof SPENDS) => text({ current: { ...currentOf(spends)!, byChannel: figuresByChannel({ arrivals: ofTwo, spends, channels: [] }, TERMS) } });
    const said = "No spend counts for Point of Sale: who came that way counts here, what it cost does not.";
    expect(withSpend(SPENDS.filter(({ channel }) => channel === "web"))).toContain(said);
    expect(withSpend(SPENDS)).not.toContain("No spend counts for Point of Sale");
  });

  it("of all channels say nothing of costs where none are noted at all, and name three channels at most", () => {
    const ofMany = [...ARRIVALS, ...["pos", "one", "two", "three"].map((channel) => ({ ...came, channel: namedChannel(channel) }))];
    const withSpend = (spends: typeof SPENDS) => text({ current: { ...currentOf(spends)!, byChannel: figuresByChannel({ arrivals: ofMany, spends, channels: [] }, TERMS) } });
    expect(withSpend(SPENDS.filter(({ channel }) => channel === "web"))).toContain("No spend counts for Point of Sale, one, two, and 1 other channel: who");
    const none = withSpend([]);
    expect(none).toContain("Largest sensible cost €");
    expect(none).not.toContain("what it cost does not");
  });

  it("of each channel stand in a row, with what has to be said beside them", () => {
    expect(text()).toMatch(/Online Store €3,600.00 40 €90.00 €100 €10 1.11 Warning Below usual Not yet -33.3% €33/);
    expect(text()).toContain("google No first order came through it. Nobody placed a first order in the months with spend. €1,200.00 0 – – – – – -100.0% –");
    expect(text()).toContain("Not known No spend is noted for these months. – 40 – €100 – – – – €33");
  });

  it("stand back where the merchant has said nothing they are made of, and what to enter stands there once", () => {
    const none = text({ current: currentOf([], { grossMargin: null }), isMarginUnknown: true, isSpendUnknown: true });
    expect(none).toMatch(/What is still to be entered Without your gross margin .* Enter the gross margin Without what you spent in these months .* Enter spend/);
    expect(none).not.toContain("All channels ");
    expect(none.replace(/What is still to be entered.*Enter spend/, "")).not.toMatch(/Not known (?!40 How)|No spend is noted/);
    expect(none).toContain("Channel New customers Online Store 40 Not known 40 How");
    const links = [...show({ current: currentOf([], { grossMargin: null }), isMarginUnknown: true, isSpendUnknown: true }).matchAll(/href="#(\w+)"/g)].map(([, to]) => to);
    expect(links).toEqual(["margin", "spend"]);
    for (const id of links) expect(show()).toContain(`id="${id}"`);
  });

  it("stay those of the months and the business that are chosen, when what is missing is entered", () => {
    const page = createElement(AcquisitionPage, { ...PAGE, current: currentOf([], { grossMargin: null }), isMarginUnknown: true, isSpendUnknown: true });
    const html = renderPage(page, PERMISSIONS, "/app/acquisition?from=2026-09&business=saas");
    for (const id of ["margin", "spend"]) expect(html).toContain(`href="?from=2026-09&amp;business=saas#${id}"`);
  });

  it("are told as far as what was entered reaches", () => {
    const withMargin = text({ current: currentOf([]), isSpendUnknown: true });
    expect(withMargin).toContain("All channels Largest sensible cost €33");
    expect(withMargin).not.toContain("Enter the gross margin");
    const withSpend = text({ current: currentOf(SPENDS, { grossMargin: null }), isMarginUnknown: true });
    expect(withSpend).toMatch(/All channels Acquisition cost \(CAC\) €60\.00 \S+ spent on 80 new customers\. By channel/);
    expect(withSpend).not.toContain("Enter spend");
  });

  it("say why there are none", () => {
    expect(text({ current: currentOf(SPENDS.map((it) => ({ ...it, amountMinor: 0 }))) })).toContain("CLV : CAC No cost Customers who cost nothing have no ratio. Retail: 2 to 3 is usual.");
    expect(text({ current: null })).toContain("Nothing to show yet");
    expect(text({ current: { ...currentOf()!, byChannel: [] } })).toContain("No customers came in these months, and no spend is noted.");
  });

  it("are said with their reservations", () => {
    const some = text({ current: currentOf(SPENDS.slice(0, 2), { isProven: false }) });
    expect(some).toContain("The expectation is not proven on your shop's own past. Spend is noted for 1 of 2 months: all figures are of who came in it.");
  });

  it("draw the margin of a customer month by month against what the customer cost, with a table behind", () => {
    expect(text()).toContain("When customers pay back");
    expect(text()).toContain("Margin per customer Acquisition cost: €60.00");
    expect(text()).toContain("Month Customers watched Margin per customer 1 80 €50.00 2 80 €60.00");
    expect(show()).toContain('aria-label="€60.00 of margin per customer after 2 months."');
    expect(text({ current: currentOf([]) })).not.toContain("Acquisition cost: ");
    expect(text({ current: currentOf(SPENDS, { grossMargin: null }) })).not.toContain("When customers pay back");
  });

  it("of a subscription are set against its usual payback", () => {
    expect(text({ current: currentOf(SPENDS, { business: "saas" }) })).toContain("Faster than the 12 to 18 months that are usual for subscriptions.");
  });

  it("are explained, formula by formula", () => {
    expect(text()).toContain("Largest sensible cost : lifetime margin ÷ the upper end of what is usual for CLV : CAC.");
    expect(text()).toContain("expected of them within 365 days");
  });
});

describe("what is said of costs", () => {
  it("has a field for the margin and for each month and channel, named for who hears it", () => {
    const html = show();
    expect(textOf(html)).toContain("Gross margin % What share of an order's value is left once the goods are paid for.");
    for (const label of ["Spend in Oct 2026, Online Store, in EUR", "Spend in Sep 2026, google, in EUR"]) expect(html).toContain(label);
    expect(html).toContain('value="1800.00"');
    expect(text({ columns: [] })).toContain("No channel is known yet.");
  });

  it("has beside the field what is wrong in it, until it is typed anew", () => {
    const problems: CostProblem[] = [
      { place: "grossMargin", value: "50" },
      { place: "2026-09 web", column: "amount", value: "1800.00", allowed: { rule: "at-most", limitMinor: 100 } },
      { place: "2026-10 web", column: "amount", value: "x", allowed: { rule: "amount", decimals: 2 } },
    ];
    const refused = text({ answer: { kind: "refused", problems }, draft: { ...DRAFT, isChanged: true } });
    expect(refused).toContain("Not saved Put right what is marked and save again.");
    expect(refused).toContain("“50” is no margin: above 0 and up to 100");
    expect(refused).toContain("“1800.00” is too high: at most €1.00.");
    expect(refused).not.toContain("“x”");
  });

  it("is not saved over what somebody else has said, and not without an answer", () => {
    expect(text({ draft: { ...DRAFT, isChanged: true, isOutdated: true } })).toContain("What you typed began from older figures");
    expect(text({ answer: { kind: "outdated", version: 3 } })).toContain("Somebody else has noted costs meanwhile.");
    expect(text({ answer: { kind: "refused", problems: [] } })).not.toContain("Not saved");
    expect(text({ answer: { kind: "failed" } })).toContain("Not saved The app did not answer.");
  });

  it("names amounts in a currency that the shop has left", () => {
    expect(text({ otherCurrencies: 2 })).toContain("2 amounts were noted in a currency that your shop has left.");
  });

  it("is told of with who said it, when, and what stood before", () => {
    const change = { version: 2, changedAt: "2026-11-20T23:30:00.000Z", staffId: "42", currency: "USD", amounts: 3, grossMargin: { from: null, to: 0.575 },
      spends: [{ month: "2026-09", channel: "web", from: 5_00, to: null }, { month: "2026-10", channel: "web", from: null, to: 7_00 }] };
    expect(text({ changes: [change] })).toContain(
      "Version 2, Nov 21, 2026, 00:30, you Gross margin: 57.5% (was not noted) Sep 2026, Online Store: not noted (was $5.00) Oct 2026, Online Store: $7.00 (was not noted) and 1 more amount",
    );
    expect(text()).toContain("Nobody has noted anything yet.");
  });
});

describe("a file", () => {
  it("is told of before anything of it is noted", () => {
    const all = reported({ ...READ, blank: 2, unknownChannels: ["google", "tv"] });
    expect(all).toContain("1 amount can be noted: €5.00");
    expect(all).toContain("2 rows without an amount say nothing and are left out. No first order came through: google, tv.");
    expect(all).toContain("Note 1 amount Leave it");
    expect(reported({ ...READ, spends: [], totalMinor: 0 })).not.toMatch(/Note \d/);
  });

  it.each<[SpendProblem, string]>([
    [{ column: "month", value: "Jan-26", allowed: { rule: "month", from: "1990-01", to: "2026-11" } }, "Month “Jan-26” is no month: 2026-01, from Jan 1990 to Nov 2026."],
    [{ column: "channel", value: "", allowed: { rule: "length", least: 1, most: 100 } }, "Channel A channel has 1 to 100 characters."],
    [{ column: "channel", value: "Caf\uFFFD", allowed: { rule: "characters" } }, "has characters that cannot be read."],
    [{ column: "channel", value: "web", allowed: { rule: "once", line: 3 } }, "“web” stands in line 3 already for this month."],
    [{ column: "amount", value: "1,234.50", allowed: { rule: "amount", decimals: 2 } }, "“1,234.50” is no amount: digits only, with a point before up to 2 decimals"],
    [{ column: "amount", value: "5.5", allowed: { rule: "amount", decimals: 0 } }, "“5.5” is no amount: whole digits only"],
    [{ column: "amount", value: "-1", allowed: { rule: "at-least", limitMinor: 0 } }, "“-1” is too low: at least €0.00."],
  ])("has its bad rows by line, column, value and what is allowed: %j", (problem, words) => {
    const found = reported({ ...READ, problems: [{ line: 7, ...problem }] });
    expect(found).toContain("1 row is left out");
    expect(found).toMatch(/ 7 (Month|Channel|Amount) /);
    expect(found).toContain(words);
  });

  it("with more wrong than can be shown says how much more", () => {
    const problems = Array.from({ length: 60 }, (_, index) => ({ line: index + 2, column: "channel" as const, value: "", allowed: { rule: "characters" as const } }));
    expect(reported({ ...READ, problems })).toMatch(/60 rows are left out .* and 10 more/);
  });

  it.each<[SpendReport | { kind: "failed" }, string]>([
    [{ kind: "failed" }, "The file could not be looked at: the app did not answer."],
    [{ kind: "refused", reason: { why: "columns", missing: ["channel"] }, unknownChannels: [] }, "Missing: Channel."],
    [{ kind: "refused", reason: { why: "rows", most: 5000 }, unknownChannels: [] }, "more than 5000 rows"],
    [{ kind: "refused", reason: { why: "open-quote" }, unknownChannels: [] }, "A quotation mark in the file is never closed"],
    [{ kind: "refused", reason: { why: "size" }, unknownChannels: [] }, "larger than 1 MB"],
    [{ kind: "refused", reason: { why: "empty" }, unknownChannels: [] }, "The file is empty."],
  ])("that cannot be read says why: %j", (report, words) => {
    expect(reported(report)).toContain(words);
  });
});

it("asks for no spend that is noted and does not count yet, and for what nobody has noted", () => {
  const uncounted = { current: currentOf([]) };
  expect(show({ ...uncounted, isSpendUnknown: false })).not.toContain('data-testid="missing-costs"');
  expect(show({ ...uncounted, isSpendUnknown: true })).toContain('data-testid="missing-costs"');
});

it("says of spend in another currency that it is there, and what it waits for", () => {
  const uncounted = [{ month: "2026-10", channel: "pos" }];
  const ofTwo = [...ARRIVALS, { ...came, channel: namedChannel("pos") }];
  const some = { ...currentOf()!, byChannel: figuresByChannel({ arrivals: ofTwo, spends: SPENDS, channels: [] }, { ...TERMS, uncounted }) };
  expect(text({ current: some })).toContain("Point of Sale Spend for these months is noted in another currency and does not count.");
  expect(text({ current: { ...currentOf([], { uncounted })!, byChannel: [] } })).toContain("No customers came in these months, and what was spent is noted in another currency.");
  expect(text()).not.toContain("It counts once the orders have been read");
  expect(text({ current: { ...currentOf([], { uncounted })!, isSpendUnread: true } })).toContain("It counts once the orders have been read in your shop's currency.");
});
