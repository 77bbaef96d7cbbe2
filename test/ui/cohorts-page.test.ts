import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { CohortsPage } from "#app/ui/cohorts/cohorts-page.tsx";
import { HEAT, heatOf } from "#app/ui/cohorts/heat.ts";
import { pickLines } from "#app/ui/cohorts/pick-lines.ts";
import type { CohortsView, ComparedGroup, GroupChoice, ShownCohorts } from "#app/views/cohorts.view.server.ts";
import type { ShownCell } from "#app/views/shown-cohorts.ts";
import { renderPage, textOf } from "./render-page.ts";

const cell = (n: number, buyers: number, totalMinor: number): ShownCell => ({ n, buyers, retention: buyers / n, totalMinor, perCustomerMinor: totalMinor / n });

const SHOWN: ShownCohorts = {
  computedAt: "2026-05-30T23:30:00.000Z",
  currency: "EUR",
  whyCostless: "not-noted",
  choices: [],
  compared: [],
  cohorts: [
    { firstDay: "2026-01-01", lastDay: "2026-01-31", customers: 200, cells: [cell(200, 200, 800_000), cell(200, 50, 1_000_000), cell(200, 30, 1_100_000)], costMinor: null, paidBackAfter: null, isCostOfSome: false },
    { firstDay: "2026-02-01", lastDay: "2026-02-28", customers: 100, cells: [cell(100, 100, 500_000), cell(100, 20, 600_000), null], costMinor: null, paidBackAfter: null, isCostOfSome: false },
    { firstDay: "2026-05-01", lastDay: "2026-05-31", customers: 7, cells: [null, null, null], costMinor: null, paidBackAfter: null, isCostOfSome: false },
  ],
  all: { customers: 307, cells: [cell(300, 300, 1_300_000), cell(300, 70, 1_600_000), cell(200, 30, 1_100_000)], costMinor: null, paidBackAfter: null, isCostOfSome: false },
};
const QUERY: CohortsView["query"] = { length: "month", show: "value", measure: "net", per: "customer", cut: null, group: null };
const VIEW: CohortsView = { query: QUERY, grossMargin: null, isScored: true, isBehind: false, shown: SHOWN };

const show = (change: Partial<CohortsView> = {}) =>
  renderPage(createElement(CohortsPage, { ...VIEW, ...change, chosen: change.query ?? QUERY, loading: false, onChange: () => {}, onDownload: async () => null }));
const withQuery = (change: Partial<CohortsView["query"]>, shown: Partial<ShownCohorts> = {}, more: Partial<CohortsView> = {}) =>
  show({ ...more, query: { ...QUERY, ...change }, shown: { ...SHOWN, ...shown } });
const tableOf = (html: string) => html.slice(html.indexOf('data-testid="cohort-table"'), html.indexOf("</table>"));
const chartOf = (html: string) => html.slice(html.indexOf('data-testid="cohort-lines"'));

describe("the Cohorts page", () => {
  it("has each cohort's value per customer with its n, leaves open months empty, and takes all together", () => {
    const text = textOf(tableOf(show()));
    expect(text).toContain("Jan 2026 200 €40.00 n = 200 €50.00 n = 200 €55.00 n = 200");
    expect(text).toContain("Feb 2026 100 €50.00 n = 100 €60.00 n = 100 May 2026 7 All together 307");
    expect(text).toContain("All together 307 €43.33 n = 300");
    expect(textOf(show())).toContain("A cell is empty until the month is over for every customer of the cohort.");
  });

  it("has who came back, as shares and as numbers", () => {
    const text = textOf(tableOf(withQuery({ show: "retention" })));
    expect(text).toContain("Jan 2026 200 100.0% 200 of 200 25.0% 50 of 200 15.0% 30 of 200");
    expect(text).not.toContain("€");
  });

  it("has totals of all customers, which are not taken together", () => {
    const text = textOf(tableOf(withQuery({ per: "total" })));
    expect(text).toContain("Jan 2026 200 €8,000.00 n = 200 €10,000.00");
    expect(text).not.toContain("All together");
  });

  it("calls quarters by their number", () => {
    expect(textOf(tableOf(withQuery({ length: "quarter" })))).toContain("Q1 2026 200");
  });

  it("draws lines that differ by their dashes and marks, with the same numbers in a table behind", () => {
    const chart = chartOf(show());
    const drawing = chart.slice(0, chart.indexOf("<details"));
    const paths = [...drawing.matchAll(/<path class="visx-linepath"[^>]*stroke-dasharray="([^"]*)"/g)].map(([, dashes]) => dashes);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toHaveLength(3);
    expect(drawing).toContain('aria-label="All together: €43.33 in month 1, €55.00 in month 3."');
    expect(textOf(chart)).toContain("Month All together Jan 2026 Feb 2026 1 €43.33 €40.00 €50.00 2 €53.33 €50.00 €60.00 3 €55.00 €55.00");
  });

  it("shows what customers cost, when they have paid back, and the line that has to be reached", () => {
    const [first, ...others] = SHOWN.cohorts;
    const costs = { cohorts: [{ ...first!, costMinor: 4_500, paidBackAfter: 2 }, ...others], all: { ...SHOWN.all, costMinor: 4_500, paidBackAfter: null } };
    const html = withQuery({ measure: "margin" }, costs, { grossMargin: 0.4 });
    const text = textOf(tableOf(html));
    expect(text).toContain("Jan 2026 200 €45.00 Month 2 €40.00 n = 200 ✓ €50.00 n = 200 €55.00");
    expect(text).toContain("Feb 2026 100 – – €50.00");
    expect(text).toContain("All together 307 €45.00 not yet");
    expect(tableOf(html).match(/data-marked="true"/g)).toHaveLength(1);
    expect(textOf(chartOf(html))).toContain("Cost per customer: €45.00");
    expect(textOf(html)).toContain("Margin: net sales times your gross margin of 40%.");
    expect(textOf(html)).not.toContain("of several cohorts together");
  });

  it("sets a cost of some cohorts against nothing that is of all of them", () => {
    const all = { ...SHOWN.all, costMinor: 4_400, paidBackAfter: 1, isCostOfSome: true };
    const html = withQuery({ measure: "margin" }, { all }, { grossMargin: 0.4 });
    expect(textOf(tableOf(html))).toContain("All together 307 €44.00 Month 1 €43.33 n = 300");
    expect(tableOf(html)).not.toContain("data-marked=");
    expect(chartOf(html)).not.toContain("Cost per customer");
    expect(textOf(html)).toContain("Cost and payback of several cohorts together are of those whose cost is known.");
  });

  it("says where margins and spend are noted as long as they are not", () => {
    expect(textOf(show())).toContain("Margins are on offer once you have noted your gross margin. Note margin and spend");
    expect(show()).toMatch(/<option value="margin" disabled=""/);
    expect(textOf(withQuery({ measure: "margin" }, {}, { grossMargin: 0.4 }))).toContain("No spend is noted for the months of these customers");
    const uncounted = (whyCostless: ShownCohorts["whyCostless"]) => textOf(withQuery({ measure: "margin" }, { whyCostless }, { grossMargin: 0.4 }));
    expect([uncounted("unread").includes("No spend is noted"), uncounted("unread").includes("in another currency than these orders")]).toEqual([false, true]);
    expect(uncounted("left-currency")).toContain("It counts once it is noted again in today's currency.");
    expect(textOf(withQuery({ measure: "margin", cut: "country", group: "key:x" }, {}, { grossMargin: 0.4 }))).toContain("Spend is noted by channel");
  });

  it("sets groups beside each other: a row each with its n, and lines that end where few are left", () => {
    const group = (change: Partial<ComparedGroup>): ComparedGroup =>
      ({ name: "key:x", kind: "key", key: "x", customers: 200, productTitle: null, orderSize: null, costMinor: null, paidBackAfter: null, isCostOfSome: false, cells: SHOWN.cohorts[0]!.cells, ...change });
    const compared = [
      group({ key: "web", name: "key:web" }),
      group({ key: "pos", name: "key:pos", customers: 100, cells: [cell(60, 60, 300_000), cell(40, 9, 320_000), cell(19, 1, 330_000)] }),
      group({ key: null, kind: "unknown", name: "unknown", customers: 19, cells: [cell(19, 19, 20_000), cell(15, 2, 21_000), null] }),
    ];
    const html = withQuery({ cut: "channel" }, { cohorts: [], compared, choices: [...compared, group({ name: "other", kind: "other", key: null })] });
    const table = textOf(tableOf(html));
    expect(table).toContain("By channel Customers Month 1 Month 2 Month 3 Online Store 200 €40.00 n = 200");
    expect(table).toContain("Point of Sale 100 €50.00 n = 60 €80.00 n = 40 €173.68 n = 19 Not known 19 €10.53 n = 19 €14.00 n = 15 All customers 307 €43.33 n = 300");
    expect(textOf(html)).toContain("The 3 largest groups are shown.");
    const chart = chartOf(html);
    expect(chart.slice(0, chart.indexOf("<details")).match(/visx-linepath/g)).toHaveLength(3);
    expect(textOf(chart)).toContain("Month All customers (307) Online Store (200) Point of Sale (100) 1 €43.33 (n = 300) €40.00 (n = 200) €50.00 (n = 60)");
    expect(textOf(chart)).toMatch(/3 €55\.00 \(n = 200\) €55\.00 \(n = 200\)(?! €)/);
    expect(html.match(/<select[^>]*disabled/g), "per and length").toHaveLength(2);
    expect(html).toContain('<option value="" selected="">All side by side</option>');
    expect(textOf(withQuery({ cut: "channel", show: "retention" }, { cohorts: [], compared }))).toContain("How many of a group's customers bought");
  });

  it("names the groups of each cut", () => {
    const choice = (change: Partial<GroupChoice>): GroupChoice => ({ name: "key:x", kind: "key", key: "x", customers: 1234, productTitle: null, orderSize: null, ...change });
    const named = (cut: NonNullable<CohortsView["query"]["cut"]>, change: Partial<GroupChoice>) => textOf(withQuery({ cut, group: "key:x" }, { choices: [choice(change)] }));
    expect(named("channel", { key: "web" })).toContain("Online Store (1,234)");
    expect(named("country", { key: "KR" })).toContain("South Korea (1,234)");
    expect(named("firstProduct", { key: "7", productTitle: "Teapot" })).toContain("Teapot (1,234)");
    expect(named("firstProduct", { key: "7" })).toContain("Product 7 (1,234)");
    expect(named("discount", { key: "without-code" })).toContain("Discount without a code (1,234)");
    expect(named("orderSize", { key: "1", orderSize: { fromMinor: 1000, belowMinor: 2000 } })).toContain("€10.00 to below €20.00 (1,234)");
    expect(named("orderSize", { key: "0", orderSize: { fromMinor: null, belowMinor: 1000 } })).toContain("Below €10.00 (1,234)");
    expect(named("channel", { kind: "other", key: null, name: "other" })).toContain("All others (1,234)");
  });

  it("says that nothing is known of a cut, and that a group is gone", () => {
    const unknown: GroupChoice = { name: "unknown", kind: "unknown", key: null, customers: 300, productTitle: null, orderSize: null };
    expect(textOf(withQuery({ cut: "channel", group: "unknown" }, { choices: [unknown] }))).toContain("Of no first order is this known.");
    const gone = withQuery({ cut: "channel", group: "key:gone" }, { choices: [{ ...unknown, name: "key:web", kind: "key", key: "web" }], cohorts: [] });
    expect(gone).toContain('<option value="key:gone" disabled="" selected="">Please choose</option>');
    expect(textOf(gone)).toContain("No customer belongs to this group in the latest run. Please choose another one.");
    expect(gone).not.toContain("cohort-table");
  });

  it("says why there is nothing: no run yet, a run whose cohorts come, no customers", () => {
    expect(textOf(show({ shown: null, isScored: false }))).toContain("Nothing to show yet Once your orders are read");
    expect(textOf(show({ shown: null }))).toContain("Your cohorts are being added up.");
    const nobody = textOf(show({ shown: { ...SHOWN, cohorts: [], all: { ...SHOWN.all, customers: 0, cells: [] } } }));
    expect(nobody).toContain("No customers yet");
    expect(nobody).not.toContain("Export");
    expect(textOf(show({ isBehind: true }))).toContain("Your values have just been worked out anew.");
  });
});

describe("the heat of cells", () => {
  it("goes from the least to the most, and has none where there is no number", () => {
    expect(heatOf([[10, 20, null], [30, 60, 15]])).toEqual([[0, 1, null], [2, 4, 0]]);
    expect(heatOf([[5, 5]])).toEqual([[0, 0]]);
    expect(heatOf([[null]])).toEqual([[null]]);
    expect(heatOf([])).toEqual([]);
  });

  it("leaves the admin's text readable on every colour", () => {
    const channel = (hex: string) => {
      const share = Number.parseInt(hex, 16) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    const luminance = (color: string) => 0.2126 * channel(color.slice(1, 3)) + 0.7152 * channel(color.slice(3, 5)) + 0.0722 * channel(color.slice(5, 7));
    for (const color of HEAT) expect((luminance(color) + 0.05) / (luminance("#303030") + 0.05), color).toBeGreaterThan(4.5);
  });
});

describe("the lines that are drawn", () => {
  const rows = (lengths: number[]) => lengths.map((length, id) => ({ id, cells: [...Array(length).keys()] }));

  it("are spread from the oldest to the newest that have two points", () => {
    expect(pickLines(rows([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).map(({ id }) => id)).toEqual([0, 3, 7, 10]);
    expect(pickLines(rows([3, 2, 1])).map(({ id }) => id)).toEqual([0, 1]);
    expect(pickLines(rows([2])).map(({ id }) => id)).toEqual([0]);
    expect(pickLines(rows([1, 0]))).toEqual([]);
  });
});
