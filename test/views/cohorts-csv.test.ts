import { beforeAll, describe, expect, it } from "vitest";
import { cohortsCsv, comparedCsv } from "#app/views/cohorts-csv.ts";
import { type PlainRow, togetherStraight } from "../insights/cohorts-straight.ts";
import { useCohortsShop } from "./cohorts-shop.ts";

const { view, straight, noteMargin, noteSpend } = useCohortsShop();

describe("the file", () => {
  it.each<Record<string, string>>([{ show: "value", per: "customer" }, { show: "value", per: "total" }, { show: "retention" }, { measure: "revenue", length: "quarter" }])(
    "holds the table of %j",
    async (params) => {
      const { query, shown } = await view(params);
      const { columns, rows } = cohortsCsv(shown!, query);
      const first = columns.findIndex((column) => typeof column === "object");
      expect(rows.map((row) => row.slice(0, 4))).toEqual(shown!.cohorts.map(({ firstDay, lastDay, customers }) => [firstDay, lastDay, customers, "EUR"]));
      expect(columns).not.toContain("acquisition_cost");
      rows.forEach((row, index) => {
        const written = shown!.cohorts[index]!.cells.map((cell) => {
          if (cell === null) return null;
          if (query.show === "retention") return Math.round(cell.retention * 10_000) / 10_000;
          return (Math.round(query.per === "total" ? cell.totalMinor : cell.perCustomerMinor) / 100).toFixed(2);
        });
        expect(row.slice(first)).toEqual(written);
      });
      expect(rows.at(-1)).toContain(null);
    },
  );
});

describe("the file of groups side by side", () => {
  it("holds who came back of each, and by how many customers each cell is", async () => {
    const { query, shown } = await view({ cut: "country", show: "retention" });
    const { columns, rows } = comparedCsv(shown!, query, { of: ({ name }) => `the ${name}`, all: "everybody" });
    const months = shown!.all.cells.flatMap((_, month) => (["value", "customers"] as const).map((counts) => ({ month: month + 1, counts })));
    expect(columns).toEqual(["group", "customers", "currency", ...months]);
    const groups = [...shown!.compared.map((group) => ({ ...group, name: `the ${group.name}` })), { ...shown!.all, name: "everybody" }];
    expect(rows).toEqual(groups.map(({ name, customers, cells }) => [
      name, customers, "EUR", ...cells.flatMap((cell) => (cell === null ? [null, null] : [Math.round(cell.retention * 10_000) / 10_000, cell.n])),
    ]));
  });
});

describe("a file of margins", () => {
  const euros = (minor: number) => (Math.round(minor) / 100).toFixed(2);
  const MARGIN = 0.4;
  let spent: { month: string; channel: string; minor: number }[];

  /** What the cohorts cost whose costs are known, each of them and of all together, and when that had come back. */
  function costsOf(cohorts: readonly PlainRow[], channel: string | null): [string, number | null] | [null, null] {
    const spentOn = ({ firstDay }: PlainRow) => spent.filter((it) => firstDay.startsWith(it.month) && (channel === null || it.channel.toLowerCase() === channel));
    const known = cohorts.filter((cohort) => spentOn(cohort).length > 0);
    if (known.length === 0) return [null, null];
    const cost = known.flatMap(spentOn).reduce((sum, { minor }) => sum + minor, 0) / known.reduce((sum, { customers }) => sum + customers, 0);
    return [euros(cost), togetherStraight(known).findIndex(({ perCustomerMinor }) => perCustomerMinor * MARGIN >= cost) + 1 || null];
  }

  beforeAll(async () => {
    const [first, second] = straight("month") as [PlainRow, PlainRow];
    spent = [
      // Between what the second month brings and the third; more than will ever come.
      { month: first.firstDay.slice(0, 7), channel: "web", minor: Math.round((MARGIN * (first.cells[1]!.totalMinor + first.cells[2]!.totalMinor)) / 2) },
      { month: second.firstDay.slice(0, 7), channel: "Pos", minor: second.customers * 1_000_000 },
    ];
    await noteMargin(MARGIN);
    for (const { month, channel, minor } of spent) await noteSpend(month, channel, minor);
  });

  it("holds each cohort's cost, when it had come back, and all its months", async () => {
    const { query, shown } = await view({ measure: "margin" });
    const { columns, rows } = cohortsCsv(shown!, query);
    const expected = straight("month").map((cohort) => {
      const [year, month] = cohort.firstDay.split("-").map(Number) as [number, number];
      const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
      return [cohort.firstDay, lastDay, cohort.customers, "EUR", ...costsOf([cohort], null), ...cohort.cells.map((cell) => cell && euros((MARGIN * cell.totalMinor) / cell.n))];
    });
    expect(rows).toEqual(expected);
    expect(columns).toEqual([
      "cohort_from", "cohort_to", "customers", "currency", "acquisition_cost", "paid_back_after_months",
      ...expected[0]!.slice(6).map((_, month) => ({ month: month + 1, counts: "value" })),
    ]);
    expect(expected.slice(0, 3).map((row) => row[5])).toEqual([3, null, null]);
  });

  it("holds each channel's and everybody's, and by how many customers each month is", async () => {
    const { query, shown } = await view({ cut: "channel", measure: "margin" });
    const { columns, rows } = comparedCsv(shown!, query, { of: ({ key }) => key ?? "unknown", all: "everybody" });
    const width = straight("month")[0]!.cells.length;
    const rowOf = (name: string, cohorts: readonly PlainRow[], channel: string | null) => {
      const cells = togetherStraight(cohorts).flatMap(({ n, perCustomerMinor }) => [euros(MARGIN * perCustomerMinor), n]);
      const customers = cohorts.reduce((sum, cohort) => sum + cohort.customers, 0);
      return [name, customers, "EUR", ...costsOf(cohorts, channel), ...Array.from({ length: 2 * width }, (_, index) => cells[index] ?? null)];
    };
    const channels = ["web", "pos", "it's \\odd\t", "unknown"];
    const expected = channels.map((name) => rowOf(name, straight("month", "netMinor", ({ keys }) => (keys.channel ?? "unknown") === name), name));
    const inOrder = (some: readonly unknown[][]) => some.toSorted(([a], [b]) => channels.indexOf(a as string) - channels.indexOf(b as string));
    expect(inOrder(rows.slice(0, -1))).toEqual(expected);
    expect(rows.at(-1)).toEqual(rowOf("everybody", straight("month"), null));
    expect(columns).toEqual([
      "group", "customers", "currency", "acquisition_cost", "paid_back_after_months",
      ...Array.from({ length: width }, (_, month) => (["value", "customers"] as const).map((counts) => ({ month: month + 1, counts }))).flat(),
    ]);
    expect(expected.map((row) => row[3] !== null)).toEqual([true, true, false, false]);
  });
});
