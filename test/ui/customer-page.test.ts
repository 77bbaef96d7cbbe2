import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { explainScore } from "#app/scoring/explain-score.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { explainStage } from "#app/segments/explain-stage.ts";
import { explainTier } from "#app/segments/explain-tier.ts";
import type { SegmentBorders } from "#app/segments/segment-borders.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { CustomerPage, type CustomerPageProps } from "#app/ui/customer/customer-page.tsx";
import { UnknownCustomer } from "#app/ui/customer/unknown-customer.tsx";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { renderPage, textOf } from "./render-page.ts";

const RHYTHM = { medianGapDays: 40, newWindowDays: 30 };
const BORDERS: SegmentBorders = { value: { vip: 20_000, high: 10_000, mid: 5_000 }, rhythm: RHYTHM, standing: "proven", definitionVersion: 0, definition: DEFAULT_DEFINITION };
const tierOf = (lifetimeValueMinor: number, tier: ValueTier, standing: SegmentBorders["standing"] = "proven") =>
  explainTier({ lifetimeValueMinor, historicValueMinor: lifetimeValueMinor - 1_000 }, tier, { ...BORDERS, standing });

const WHY = explainScore(
  SHOP_MODEL,
  { purchases: 5, firstPurchaseDay: 19_800, lastPurchaseDay: 19_960, historicValueMinor: 9_000 },
  20_000,
);

const regular = { purchases: 5, daysSinceFirst: 200, daysSinceLast: 40, probabilityAlive: 0.999 };

const SCORE: NonNullable<CustomerPageProps["score"]> = {
  lifetimeValueMinor: 12_000, historicValueMinor: 9_000, predictedValueMinor: WHY.score.predictedValueMinor,
  predictedRange: { lowerMinor: 0, upperMinor: 6_500 }, why: WHY,
  horizonDays: 365, annualDiscountRate: 0.1, rule: GOODS_ALONE, expectedOrders: 1.23,
  purchases: 5, probabilityAlive: 0.999, expectedNextOrderDay: "2026-12-24", averageDaysBetweenOrders: 40,
  firstOrderDay: "2026-05-05", lastOrderDay: "2026-10-12",
  tags: ["clv:value-high", "clv:stage-active"],
  tier: tierOf(12_000, "high"),
  stage: explainStage(regular, "active", BORDERS),
  scoredDay: "2026-11-21",
  purchaseDays: ["2026-05-05", "2026-10-12"],
  moves: [{ dimension: "value", from: "mid", to: "high", at: "2026-10-12T11:00:00.000Z" }],
};

const PAGE: CustomerPageProps = {
  id: "77",
  contact: { status: "read", data: { name: "Ada Baker", email: "ada@customers.example" } },
  score: SCORE,
  asOf: null,
  timeline: {
    events: [
      { kind: "written", at: "2026-10-13T10:00:00.000Z", tags: ["clv:value-high"] },
      { kind: "move", at: "2026-10-12T11:00:00.000Z", dimension: "value", from: "mid", to: "high" },
      { kind: "order", at: "2026-05-05T10:00:00.000Z", name: "#1001", currency: "EUR", netMinor: 900, exclusion: null },
    ],
    hasMore: false,
  },
  ledger: {
    rule: GOODS_ALONE, total: 2, older: null,
    orders: [
      { id: "2", name: "#1002", processedAt: "2026-10-12T10:00:00.000Z", exclusion: "cancelled", currency: "EUR", netMinor: 500, components: [{ label: "goods", minor: 500 }] },
      {
        id: "1", name: "#1001", processedAt: "2026-05-05T10:00:00.000Z", exclusion: null, currency: "EUR", netMinor: 900,
        components: [{ label: "goods", minor: 1_000 }, { label: "gift-cards", minor: -100 }],
      },
    ],
  },
  againstShopify: { status: "read", data: { shopifyMinor: 1_000, ledgerMinor: 900, differences: { "gift-cards": 100 }, unexplainedMinor: 0 } },
  written: { tags: ["clv:value-high"], metafields: [{ key: "stage", value: "active" }], pending: false, error: null, writtenAt: "2026-10-13T10:00:00.000Z" },
  leftAlone: [], onResume: () => {}, wishes: [], noting: false, notDone: null, onNoteWish: () => {},
};

const show = (change: Partial<CustomerPageProps> = {}) => renderPage(createElement(CustomerPage, { ...PAGE, ...change }));
const withScore = (change: Partial<typeof SCORE>) => textOf(show({ score: { ...SCORE, ...change } }));

describe("a customer's page", () => {
  it("tells what happened, the newest first, with the moment of each", () => {
    expect(textOf(show())).toMatch(
      /Timeline Oct 13, 2026, 12:00 Last written to Shopify: clv:value-high Oct 12, 2026, 13:00 Value tier changed Value tier Mid .* Value tier High May 5, 2026, 12:00 Order #1001, €9.00/,
    );
    const others: CustomerPageProps["timeline"]["events"] = [
      { kind: "order", at: "2026-10-12T10:00:00.000Z", name: "#7", currency: "EUR", netMinor: 500, exclusion: "test" },
      { kind: "cancelled", at: "2026-10-12T10:00:00.000Z", name: "#8" },
      { kind: "wish", at: "2026-10-12T10:00:00.000Z", wish: "sale-of-data" },
      { kind: "by-hand", at: "2026-10-12T10:00:00.000Z", dimension: "stage" },
    ];
    const text = textOf(show({ timeline: { events: others, hasMore: true } }));
    for (const said of [
      "Order #7, €5.00, does not count: test order", "Order #8 was cancelled", "not to be sold or shared", "stage tag was changed by hand", "Older ones are not told here",
    ]) expect(text).toContain(said);
  });

  it("sets the next order against the customer's own rhythm, in words, as a drawing and as a table", () => {
    const text = textOf(show());
    expect(text).toContain("On average 40 days pass between their orders. The last one was 40 days ago: that is within their usual time. The next order is expected around Dec 24, 2026.");
    expect(text).toMatch(/Order that counts Days since the one before May 5, 2026 – Oct 12, 2026 160/);
    expect(show()).toContain('aria-label="On average 40 days pass');
    expect(withScore({ stage: explainStage({ ...regular, daysSinceLast: 65 }, "at-risk", BORDERS) })).toContain("The last one was 65 days ago: 25 days longer than usual.");
    const once = { averageDaysBetweenOrders: null, expectedNextOrderDay: null, purchaseDays: ["2026-10-12"] };
    expect(withScore(once)).toContain("there is no rhythm of their own yet. Customers here usually order again after 40 days. No next order is expected soon.");
    expect(withScore({ ...once, purchaseDays: [] })).toContain("No next order is expected soon.");
  });

  it("tells when tier and stage changed, and that they never did", () => {
    expect(textOf(show())).toMatch(/How tier and stage changed Oct 12, 2026, 13:00 Value tier Mid .* Value tier High/);
    expect(withScore({ moves: [] })).toContain("Tier and stage have not changed");
  });

  it("says why Shopify shows another sum, and that it could not be asked", () => {
    expect(textOf(show())).toMatch(/as Shopify shows it €10.00 Gift cards -€1.00 Unexplained €0.00 Counts here €9.00/);
    expect(textOf(show({ againstShopify: { status: "unavailable" } }))).toContain("Shopify did not answer.");
    expect(show({ againstShopify: { status: "read", data: null } })).not.toContain("against-shopify");
  });

  it("shows name and address as Shopify has them, and the number where it does not tell", () => {
    expect(textOf(show())).toContain("Ada Baker");
    const text = textOf(show({ contact: { status: "unavailable" } }));
    expect(text).toContain("Customer 77");
    expect(text).toContain("Shopify did not give the customers' names just now");
    expect(textOf(show({ contact: { status: "read", data: null } }))).toContain("Shopify no longer has this customer");
  });

  it("says which wish leaves a customer without score, and offers what the merchant may note", () => {
    expect(textOf(show())).toContain("Note it here: their values, tags and metafields are removed. Leave out of scoring and tags");
    const sale = { kind: "sale-of-data" as const, since: "2026-11-01T10:00:00.000Z" };
    const machine = { kind: "automated-decisions" as const, since: "2026-11-02T10:00:00.000Z" };
    const unsold = textOf(show({ score: null, wishes: [sale] }));
    expect(unsold).toContain("Does not want their data sold or shared, as Shopify says (seen Nov 1, 2026");
    expect(unsold).toContain("neither scored nor tagged, at their own wish. Their orders still count as revenue. Leave out");
    expect(unsold).not.toContain("came after the last time");
    expect(textOf(show({ score: null, wishes: [sale, machine] }))).toMatch(/Does not want to be sorted by a machine \(noted Nov 2, 2026.*Score and tag again/);
  });

  it("shows an order of another currency in its own, and why it does not count", () => {
    const [order] = PAGE.ledger.orders;
    const yen = { ...order!, exclusion: "other-currency" as const, currency: "JPY" };
    expect(textOf(show({ ledger: { ...PAGE.ledger, orders: [yen] } }))).toMatch(/in another currency than your shop's.*¥500/);
  });

  it("never shows a chance of 100 %, nor one of 0 %", () => {
    expect(withScore({ probabilityAlive: 1 })).toContain("Very likely (> 99%)");
    expect(withScore({ probabilityAlive: 0 })).toContain("Very unlikely (< 1%)");
    expect(withScore({ probabilityAlive: 0.55 })).toContain("Could go either way (55%)");
    expect(withScore({ probabilityAlive: null })).toContain("Still a customer? Too little to say");
  });

  it("gives the rule and the border behind the tier", () => {
    expect(textOf(show())).toContain("The lifetime value of €120.00 reaches €100.00, where the top 20% of customers begin.");
    expect(textOf(show())).toContain("€80.00 more leads to the tier VIP, which begins at €200.00.");
    const held = withScore({ tier: tierOf(9_500, "high") });
    expect(held).toContain("is under €100.00, where the top 20% of customers begin, but not by 10%");
    expect(held).toContain("The tier is kept until the value is under €90.00");
    expect(withScore({ tier: tierOf(-100, "negative") })).toContain("is below zero");
    expect(withScore({ tier: tierOf(100, "low") })).toContain("is under the borders of the tiers above");
  });

  it("says by which value tiers go, and why", () => {
    expect(textOf(show())).toContain("Tiers go by lifetime value, because its predictions have proven themselves");
    const beaten = withScore({ tier: tierOf(12_000, "high", "beaten") });
    expect(beaten).toContain("The historic value of €110.00 reaches €100.00");
    expect(beaten).toContain("Tiers go by historic value, because on your own past orders predictions were no better");
    expect(withScore({ tier: tierOf(12_000, "high", "unjudged") })).toContain("Tiers go by historic value, because it is too early to judge");
    expect(withScore({ tier: tierOf(12_000, "high", null) })).not.toContain("Tiers go by");
    const unproven = explainStage({ ...regular, probabilityAlive: null }, "active", { ...BORDERS, standing: "beaten" });
    expect(withScore({ stage: unproven })).toContain("The chance of still being a customer plays no part here");
    expect(textOf(show())).not.toContain("plays no part here");
  });

  it("gives the rule and the figures behind the stage", () => {
    expect(textOf(show())).toContain("The last order that counts is 40 days ago. Their usual time between orders, with some of the shop's in it, is 40 days: that is 1 times as long.");
    const fresh = { purchases: 1, daysSinceFirst: 1, daysSinceLast: 1, probabilityAlive: 0.9 };
    expect(withScore({ stage: explainStage(fresh, "new", BORDERS) })).toContain("The first order is 1 day ago and there is no second one. Customers are new for 30 days");
    const gone = { ...regular, probabilityAlive: 0.1 };
    expect(withScore({ stage: explainStage(gone, "at-risk", BORDERS) })).toContain("the chance of still being a customer is 10%, and under 20% counts as at risk");
    const overdue = { ...regular, daysSinceFirst: 400, daysSinceLast: 240, probabilityAlive: 0.6 };
    expect(withScore({ stage: explainStage(overdue, "lapsed", BORDERS) })).toContain("the chance of still being a customer is 60%, and from 50% on counts as lapsed");
  });

  it("says that a stage was held where the figures alone would lead back", () => {
    const held = withScore({ stage: explainStage(regular, "lapsed", BORDERS) });
    expect(held).toContain("By these figures alone the stage would be “Active”. It stays “Lapsed”, because a stage goes back only when the customer's orders change");
    const once = { purchases: 1, daysSinceFirst: 29, daysSinceLast: 29, probabilityAlive: 0.9 };
    expect(withScore({ stage: explainStage(once, "active", BORDERS) })).toContain("the stage would be “New”. It stays “Active”");
    expect(textOf(show())).not.toContain("By these figures alone");
  });

  it("lists every order, in or out with its reason, and what its value is made of", () => {
    const text = textOf(show());
    expect(text).toContain("#1002 Oct 12, 2026, 12:00 Attention Left out: cancelled €5.00");
    expect(text).toContain("#1001 May 5, 2026, 12:00 Success Counts €9.00 Goods after discounts and returns €10.00 · Gift cards -€1.00");
    expect(textOf(show({ ledger: { ...PAGE.ledger, orders: [PAGE.ledger.orders[0]!] } }))).not.toContain("Goods after discounts and returns");
  });

  it.each([
    [{ tax: true, shipping: false }, "with their tax, without shipping", "today: after discounts, returns and refunds, with tax and without shipping"],
    [{ tax: false, shipping: true }, "and for shipping, without tax", "today: after discounts, returns and refunds, with shipping and without tax"],
    [{ tax: true, shipping: true }, "and for shipping, both with their tax", "today: after discounts, returns and refunds, with tax and shipping"],
  ])("names what counts where %o does", (rule, inLedger, inValue) => {
    const [order] = PAGE.ledger.orders;
    const parts = { ...order!, components: [{ label: "goods-with-tax", minor: 400 }, { label: "shipping-with-tax", minor: 90 }, { label: "tax", minor: 10 }] as const };
    const text = textOf(show({ score: { ...SCORE, rule }, ledger: { ...PAGE.ledger, rule, orders: [{ ...parts, components: [...parts.components] }] } }));
    expect(text).toContain(inLedger);
    expect(text).toContain(inValue);
    expect(text).toContain("Goods after discounts and returns, with their tax €4.00 · Shipping, with its tax €0.90 · Tax €0.10");
  });

  it("leads to older orders where there are some", () => {
    expect(show()).not.toContain("?orders=");
    expect(show({ ledger: { ...PAGE.ledger, older: "here" } })).toContain('href="?orders=here"');
  });

  it("shows what is in Shopify, what is on its way, and what was refused", () => {
    expect(textOf(show())).toContain("clv:value-high Stage active Written Oct 13, 2026, 12:00");
    expect(textOf(show({ written: { ...PAGE.written!, pending: true } }))).toContain("Being written just now.");
    expect(textOf(show({ written: { ...PAGE.written!, error: "tag is too long" } }))).toContain("tag is too long");
    expect(textOf(show({ written: null }))).toContain("Nothing has been written to this customer yet.");
  });

  it("says which tags are left alone after a change by hand", () => {
    const change = { dimension: "value" as const, noticedAt: "2026-10-14T10:00:00.000Z", kept: ["clv:value-high"], added: ["clv:value-vip"] };
    const text = textOf(show({ leftAlone: [change, { ...change, dimension: "stage", kept: [], added: [] }] }));
    expect(text).toContain("The value tag was changed by hand and is left alone Noticed Oct 14, 2026, 12:00.");
    expect(text).toContain("clv:value-high, clv:value-vip Set the tag by the app again The stage tag");
    expect(text).toContain("No tag of this kind");
    expect(textOf(show())).not.toContain("left alone");
  });

  it("says what the customer was worth as of an earlier run, and why, once one is chosen", () => {
    const runs = [{ id: "9", startedAt: "2026-11-10T02:00:00.000Z" }, { id: "8", startedAt: "2026-11-09T02:00:00.000Z" }];
    const asOf = (asked: "9" | null) => show({ asOf: { runs, asked: asked && { id: asked, why: WHY }, onAsk: () => {} } });
    expect(textOf(asOf(null))).toContain("Not chosen Nov 10, 2026, 03:00 Nov 9, 2026, 03:00");
    expect(textOf(asOf(null))).not.toContain("Worked out anew by the model of that day");
    const shown = asOf("9");
    const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
    const { predictedValueMinor } = WHY.score;
    expect(textOf(shown)).toContain(
      `returns, refunds and edits since then are in it. Historic value €90.00 Predicted value ${euros(predictedValueMinor)} Lifetime value ${euros(9_000 + predictedValueMinor)}`,
    );
    // What a screen reader lists by name has to differ.
    const names = [...shown.matchAll(/<section[^>]* aria-label="([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(show({ score: null, asOf: { runs, asked: null, onAsk: () => {} } })).not.toContain('data-testid="as-of"');
  });

  it("shows orders before there is a score", () => {
    const html = show({ score: null });
    expect(html).toContain('data-testid="not-scored"');
    expect(textOf(html)).toContain("#1001");
  });

  it("is friendly to who asks for somebody unknown", () => {
    const html = renderPage(createElement(UnknownCustomer, { mergedInto: null }));
    expect(textOf(html)).toContain("There is no such customer");
    expect(html).toContain('href="/app/customers"');
  });

  it("leads on from who was merged to who is left", () => {
    const html = renderPage(createElement(UnknownCustomer, { mergedInto: "78" }));
    expect(textOf(html)).toContain("This customer was merged into another one");
    expect(html).toContain('href="/app/customers/78"');
  });
});
