import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { exportText, lineRow, orderRow, temporaryFolder, writeIn } from "../csv/export-text.ts";
import { sumStraight } from "../support/sum-straight.ts";

const folder = temporaryFolder();
const script = join(import.meta.dirname, "../../app/cli/clv.server.ts");
let runs = 0;

/** Runs the command as a reader would, each time into a folder of its own. */
function clv(...args: string[]) {
  const out = join(folder, `out-${(runs += 1)}`);
  mkdirSync(out);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: out, encoding: "utf8" });
  const customers = () => parse(readFileSync(join(out, "customers.csv"), "utf8"), { columns: true }) as Record<string, string>[];
  return { status, stdout, stderr, out, customers };
}

const at = (Name: string, Email: string, date: string, Subtotal: string, cells = {}) =>
  orderRow({ Name, Id: Name.slice(1), Email, "Created at": `${date} 12:00:00 +0000`, Subtotal, Total: Subtotal, ...cells });

const SMALL = writeIn(folder, "small.csv", exportText([
  at("#1", "ann@shop.example", "2024-01-01", "10.00"),
  at("#2", "ann@shop.example", "2024-02-10", "30.00"),
  at("#3", "ann@shop.example", "2024-02-10", "5.00", { "Refunded Amount": "1.50", "Financial Status": "partially_refunded" }),
  at("#4", "bob@shop.example", "2024-01-20", "8.00", { "Refunded Amount": "8.00", "Financial Status": "refunded" }),
  at("#5", "cat@shop.example", "2024-01-21", "9.00", { "Financial Status": "voided" }),
  at("#6", "cat@shop.example", "2024-01-22", "9.00", { "Cancelled at": "2024-01-23 12:00:00 +0000" }),
  at("#7", "", "2024-03-01", "7.00"),
  at("#8", "dan@shop.example", "2024-03-01", "20.00", { "Financial Status": "pending" }),
  at("#9", "dan@shop.example", "2024-02-01", "12.00", { Taxes: "2.00" }),
  at("#10", "eve@shop.example", "2024-02-01", "12.x", {}),
  lineRow({ Name: "#10" }),
]));

describe("clv on an export", () => {
  const { status, stdout, stderr, customers, out } = clv(SMALL);

  it("says where every order went, and whose rows could not be read", () => {
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));
    expect(lines).toEqual(expect.arrayContaining([
      "counted, of customers | 4 | $53.50",
      "counted, of guests | 1 | $7.00",
      "left out: cancelled | 1 | $9.00",
      "left out: voided | 1 | $9.00",
      "left out: unpaid | 1 | $20.00",
      "left out: not-positive | 1 | $0.00",
      "read in all | 9 | $98.50",
      "orders left out: 1, line items left out: 2, of 11 rows",
      'line 11, #10: Subtotal "12.x" is not an amount such as 12.34 or -0.50; the order is left out, with its 2 line items',
      "customers | 4",
      "historic value | $53.50",
    ]));
    expect(stdout).toContain("looked at on 2024-03-01 (the day of the last order), 365 days ahead");
    expect(stdout).toContain('\n\n1 of 10 orders are left out of everything below: why is under "Rows left out"\n\nOrders\n');
    expect(readdirSync(out)).toEqual(["customers.csv"]);
  });

  it("writes one row a customer, the most valuable first", () => {
    const rows = customers();
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "customer", "orders", "frequency", "recency_days", "age_days", "monetary_value", "historic_value", "probability_alive", "expected_orders",
      "predicted_value", "lifetime_value", "value_tier", "stage", "predicted_lower_80", "predicted_upper_80",
    ]);
    expect(rows[0]).toMatchObject({
      customer: "ann@shop.example", orders: "3", frequency: "1", recency_days: "40", age_days: "60", monetary_value: "21.75", historic_value: "43.50", value_tier: "vip",
    });
    // Tax is in dan's price: 12.00 = total = subtotal + shipping, 2.00 of it tax.
    expect(rows[1]).toMatchObject({ customer: "dan@shop.example", orders: "2", frequency: "0", age_days: "29", historic_value: "10.00" });
    const blank = { frequency: "0", monetary_value: "", historic_value: "0.00", probability_alive: "", expected_orders: "0.000000", predicted_value: "0.00", lifetime_value: "0.00", value_tier: "low", predicted_lower_80: "0.00", predicted_upper_80: "0.00" };
    expect(rows.slice(2)).toMatchObject([{ customer: "bob@shop.example", ...blank }, { customer: "cat@shop.example", orders: "2", ...blank }]);
    for (const row of rows) {
      expect(Number(row["historic_value"]) + Number(row["predicted_value"])).toBeCloseTo(Number(row["lifetime_value"]), 9);
      expect(Number(row["predicted_lower_80"])).toBeLessThanOrEqual(Number(row["predicted_upper_80"]));
      expect(row["stage"]).toMatch(/^(new|active|at-risk|lapsed|lost)$/);
    }
  });

  it("writes an address that looks like a formula as text, and lets numbers be", () => {
    const marks = writeIn(folder, "marks.csv", exportText(
      ["=cmd|' /c calc'!a0@shop.example", "+1@shop.example", "-1@shop.example", "@shop.example", "a=1@shop.example"].map((email, index) => at(`#${index}`, email, "2024-01-01", "10.00")),
    ));
    expect(clv(marks).customers().map(({ customer }) => customer)).toEqual([
      "'+1@shop.example", "'-1@shop.example", "'=cmd|' /c calc'!a0@shop.example", "'@shop.example", "a=1@shop.example",
    ]);
  });

  it("looks no further than --as-of, and only as far ahead as --horizon", () => {
    const early = clv(SMALL, "--as-of", "2024-02-01", "--horizon=30");
    expect(early.stdout).toMatch(/left out: after 2024-02-01 +4 +\$/);
    expect(early.customers().map(({ customer, historic_value }) => [customer, historic_value])).toEqual(expect.arrayContaining([["ann@shop.example", "10.00"], ["dan@shop.example", "10.00"]]));
    expect(early.stdout).toContain("looked at on 2024-02-01, 30 days ahead");
  });

  it("reckons with the costs it is told, and sets them against what is usual", () => {
    const loyal = writeIn(folder, "loyal.csv", exportText([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].flatMap((month) => ["ann", "bob"].map((name, index) => {
      const date = new Date(Date.UTC(2024, month, 5)).toISOString().slice(0, 10);
      return at(`#${2 * month + index}`, `${name}@shop.example`, date, "20.00");
    }))));
    const json = join(folder, "reports", "costs.json");
    const { stdout } = clv(loyal, "--margin", "0.5", "--acquisition-cost", "25.00", "--json", json);
    // 20.00 a month of which half is left: 25.00 is earned back with the third order, 60 days after the first.
    expect(stdout).toMatch(/payback of the acquisition cost +60 days +\(below the 12 to 18 months of a subscription\)/);
    expect(stdout).toMatch(/over the acquisition cost +[\d.]+ +\(above the 2 to 3 usual in retail/);
    const { formulas } = JSON.parse(readFileSync(json, "utf8")).insights;
    const of = (name: string) => formulas.find(({ formula }: { formula: string }) => formula === name);
    expect(of("margin").factors.grossMargin.value).toBe(0.5);
    expect(of("net").value).toBeCloseTo(of("margin").value - 2500, 6);
    expect(of("clv-to-cac")).toMatchObject({ value: expect.closeTo(of("margin").value / 2500, 9), standing: "above" });
    // 0.00 is known, but nothing is a multiple of it.
    const free = clv(loyal, "--acquisition-cost", "0").stdout;
    expect(free).toMatch(/less the acquisition cost +\$[\d.,]+ /);
    expect(free).toMatch(/over the acquisition cost +none +\(.*no acquisition cost above 0 is known\)/);
    expect(of("discounted").value).toBeLessThan(of("window").value * 20);
    expect(stdout).toMatch(/worth on the first of them, at 10 % a year +\$/);
  });

  it("splits customers by the quarter of their first order", () => {
    expect(stdout).toMatch(/Cohorts, by the quarter of the first order that counts\n +from +customers .*\n +2024-01-01 +2 +3 +\$53\.50/);
  });

  it("counts one of anything without an s", () => {
    const { stdout: one } = clv(writeIn(folder, "one.csv", exportText([at("#1", "ann@shop.example", "2024-01-01", "10.00")])), "--horizon", "1");
    expect(one).not.toMatch(/\b1 (customers|months|days|orders)\b/);
    expect(one).toContain("fitted on 1 customer");
  });

  it("says why there is no back-test, and takes a model by name", () => {
    expect(stdout).toContain("none: the shop has been selling for 61 days; a back-test needs 168; mbg-nbd is used, uncorrected");
    expect(clv(SMALL, "--model", "pareto-nbd").stdout).toContain("Pareto/NBD with Gamma-Gamma, fitted on 2 customers");
  });

  it("writes what it prints as JSON, the holdout included", () => {
    const json = join(folder, "reports", "clv.json");
    const held = clv(SMALL, "--calibration-end", "2024-02-05", "--json", json);
    expect(held.stdout).toContain("fitted on 2 customers and 36 days up to 2024-02-05, compared with the 25 days after it");
    const report = JSON.parse(readFileSync(json, "utf8"));
    expect(Object.keys(report)).toEqual(expect.arrayContaining(["summary", "model", "ladder", "interval", "backTest", "holdout"]));
    expect(report.summary).toMatchObject({ currency: "USD", asOf: "2024-03-01", customers: 4, historicValueMinor: 5350, orders: { counted: { orders: 4, minor: 5350 } } });
    const chosen = report.holdout.methods.find(({ method }: { method: string }) => method === "chosen");
    expect(report.splits.cells.country).toEqual([{ key: "US", customers: 2, purchases: 3, historicValueMinor: 5350, predictedValueMinor: report.summary.predictedValueMinor }]);
    expect(report.splits.cohorts).toEqual([{ key: "2024-01-01", customers: 2, purchases: 3, historicValueMinor: 5350, predictedValueMinor: report.summary.predictedValueMinor }]);
    expect(report.insights.equity.value).toBe(5350 + report.summary.predictedValueMinor);
    expect(report.insights.formulas.map(({ formula }: { formula: string }) => formula)).toContain("annualised");
    // Ann's two orders of one day are one purchase, of 33.50.
    expect([chosen.orders.actual, chosen.value.actual]).toEqual([1, 3350]);
    expect(report.rowsLeftOut.counts).toMatchObject({ rows: 11, ordersLeftOut: 1, linesLeftOut: 2 });
    expect(report.rowsLeftOut.problems).toMatchObject([{ rowNumber: 11, order: "#10", column: "Subtotal", value: "12.x", leavesOut: "order", lines: 2 }]);
    expect(report.summary.standing).toBe("unjudged");
    const printed = (label: string) => new RegExp(`^ +${label} +(?:\\d+ +)?\\$?([\\d.,]+)`, "m").exec(held.stdout)?.[1];
    const { minor, meanMinor, medianMinor, top, byValueTier, byStage } = report.summary.lifetimeValue;
    expect([minor, meanMinor, medianMinor].map((it) => (Math.round(it) / 100).toFixed(2))).toEqual([printed("lifetime value"), printed("mean"), printed("median")]);
    expect(top.map(({ share, held }: { share: number; held: number }) => [share, (held * 100).toFixed(1)])).toEqual([
      [0.01, printed("top 1 % \\(1\\) hold")], [0.05, printed("top 5 % \\(1\\) hold")], [0.2, printed("top 20 % \\(1\\) hold")],
    ]);
    for (const [name, value] of Object.entries<number>({ ...byValueTier, ...byStage })) expect((value / 100).toFixed(2)).toBe(printed(name));
    expect(Object.keys(byStage)).toEqual(["new", "active", "at-risk", "lapsed", "lost"]);
  });

  it("makes the folder it is given, and replaces what it wrote before", () => {
    const target = join(folder, "made", "deep");
    expect(clv(SMALL, "--out", target).status).toBe(0);
    writeFileSync(join(target, "customers.csv"), "old");
    expect(clv(SMALL, "--out", target).status).toBe(0);
    expect(readFileSync(join(target, "customers.csv"), "utf8")).toMatch(/^customer,orders,/);
    expect(readdirSync(target)).toEqual(["customers.csv"]);
  });

  it("counts days by the export's own clock", () => {
    const late = writeIn(folder, "late.csv", exportText([
      at("#1", "ann@shop.example", "2024-01-01", "10.00", { "Created at": "2024-01-01 23:00:00 -0500" }),
      at("#2", "ann@shop.example", "2024-01-01", "10.00", { "Created at": "2024-01-02 01:00:00 -0500" }),
    ]));
    expect(clv(late).customers()[0]).toMatchObject({ frequency: "1", recency_days: "1" });
  });
});

describe("clv refuses in one sentence, and writes nothing", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const link = join(folder, "link");
  symlinkSync(file, link);
  mkdirSync(join(folder, "own"));
  const taken = join(folder, "own", "customers.csv");
  copyFileSync(SMALL, taken);
  const [first, last] = [at("#1", "ann@shop.example", "2024-01-01", "10.00"), at("#2", "ann@shop.example", "9999-12-31", "30.00")];
  const FAR = writeIn(folder, "far.csv", exportText([first, last]));
  const most = "90071992547409.91";
  const RICH = writeIn(folder, "rich.csv", exportText([at("#1", "ann@shop.example", "2024-01-01", most), at("#2", "bob@shop.example", "2024-02-01", most)]));
  const PROMISING = writeIn(folder, "promising.csv", exportText([at("#1", "ann@shop.example", "2024-01-01", most), at("#2", "", "2024-02-01", "0.00")]));
  const unread = writeIn(folder, "unread.csv", exportText([{ ...first, Currency: "euro" }]));
  const noOrders = writeIn(folder, "header.csv", exportText([]));
  const blank = writeIn(folder, "blank.csv", `${exportText([])}\n,,,\n\n`);

  it.each<[string[], string]>([
    [[], "no file is named"],
    [[SMALL, SMALL], "one file at a time"],
    [[SMALL, "--horizon", "-3"], '--horizon is "-3"; it must be a whole number of days from 1 to 3650'],
    [[SMALL, "--horizon", "3651"], '--horizon is "3651"'],
    [[SMALL, "--horizon", "1.5"], '--horizon is "1.5"'],
    [[SMALL, "--horizon"], "--horizon lacks its value"],
    [[SMALL, "--horizon", "--out", "x"], "--horizon lacks its value"],
    [[SMALL, "--as-of", "2020-13-40"], '--as-of is "2020-13-40"; it must be a day of the calendar'],
    [[SMALL, "--as-of", "2023-02-29"], '--as-of is "2023-02-29"'],
    [[SMALL, "--as-of", "0000-01-01"], '--as-of is "0000-01-01"; it must be a day of the calendar'],
    [[SMALL, "--as-of", "2023-12-31"], "--as-of is 2023-12-31; it must be from 2024-01-01, the first order"],
    [[SMALL, "--as-of", "9999-12-31"], `to 2123-12-08, 36500 days later`],
    [[FAR], "the last order of \"" + FAR + "\" (" + last.Name + " in line 3) is of 9999-12-31; without --as-of it must be from 2024-01-01, the first order of \"" + FAR + "\" (" + first.Name + " in line 2), to"],
    [[RICH], "comes to 18014398509481982 minor units of USD; it must be within 9007199254740991"],
    [[PROMISING], "the lifetime value of the customers of \"" + PROMISING + "\" comes to "],
    [[SMALL, "--margin", "0"], '--margin is "0"; it must be a share above 0 and up to 1, written as 0.4'],
    [[SMALL, "--margin", "40 %"], '--margin is "40 %"'],
    [[SMALL, "--margin", "1.01"], '--margin is "1.01"'],
    [[SMALL, "--acquisition-cost", "-5"], '--acquisition-cost is "-5"; it must be an amount from 0 on, written as 12.50'],
    [[SMALL, "--acquisition-cost", "1.234"], '--acquisition-cost is not an amount of USD: "1.234" has more decimals than USD has (2)'],
    [[SMALL, "--horizon", "30", "--horizon", "60"], '--horizon is given twice, the second time as "60"; it may be given once'],
    [[SMALL, "-horizon", "3"], '"-o" is no option'],
    [[SMALL, "--help=yes"], '--help is "yes"; it takes no value'],
    [[SMALL, "--model", "bgnbd"], '--model is "bgnbd"; it must be one of auto, mbg-nbd, pareto-nbd, bg-nbd'],
    [[SMALL, "--calibration-end", "2024-02-30"], '--calibration-end is "2024-02-30"; it must be a day of the calendar'],
    [[SMALL, "--calibration-end", "2023-12-31"], "--calibration-end is 2023-12-31; it must be from 2024-01-01 (the first order that counts) to 2024-02-29"],
    [[SMALL, "--calibration-end", "2024-03-01"], "--calibration-end is 2024-03-01; it must be from"],
    [[SMALL, "--as-of", "2024-01-01", "--calibration-end", "2024-01-01"], "no order that counts is before 2024-01-01"],
    [[SMALL, "--json", "customers.csv"], '--json is "customers.csv"; it must be another file'],
    [[SMALL, "--json", SMALL], `--json is "${SMALL}"; it must be another file than the export and the customers.csv that is written`],
    [[taken, "--out", dirname(taken)], "customers.csv there is the export itself"],
    // What cannot be written is told before anything else is.
    [[SMALL, "--json", folder], "a folder, a link or a device of the name"],
    [[SMALL, "--json", join(file, "x.json")], `x.json cannot be written to "${file}": it is no folder`],
    [[SMALL, "--json", link], "a folder, a link or a device of the name"],
    [[SMALL, "--json", ""], '--json is ""; it must name a file'],
    [[SMALL, "--until", "2024-01-01"], '"--until" is no option'],
    [[SMALL, "--out", file], `customers.csv cannot be written to "${file}": it is no folder`],
    [[SMALL, "--out", join(file, "x")], "it is no folder"],
    [[join(folder, "none.csv")], `"${join(folder, "none.csv")}" cannot be read as an orders export: there is no such file`],
    [[file], "it is empty"],
    [[script], "line 1 lacks the columns"],
    [[noOrders], "holds no order: there is nothing below line 1, the names of its columns"],
    [[blank], "holds no order: there is nothing below line 1, the names of its columns"],
    [[unread], "holds no order that could be read"],
  ])("%j", (args, reason) => {
    const { status, stdout, stderr, out } = clv(...args);
    expect([status, stdout, readdirSync(out)]).toEqual([2, "", []]);
    expect(stderr).toContain(reason);
    expect(stderr).toMatch(/^clv: .*\.\n$/m);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("in one sentence where there is no row to say anything of", () => {
    for (const file of [noOrders, blank]) expect(clv(file).stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(clv(unread).stderr.trimEnd().split("\n")).toHaveLength(3);
  });

  it("but explains itself when asked", () => {
    const { status, stdout } = clv("--help");
    expect([status, stdout]).toEqual([0, expect.stringContaining("--as-of")]);
    for (const option of ["out", "json"]) expect(stdout).toMatch(new RegExp(`--${option} .* made where there is none`));
  });
});

const dataFolder = process.env["CLV_DATA"] ?? join(import.meta.dirname, "../../../shared/data");
const files = ["online-retail-orders.csv.gz", "cdnow-sample-orders.csv.gz"].map((name) => join(dataFolder, name));
const isThere = files.every((file) => existsSync(file));
if (!isThere) console.info(`Left out: clv on real exports, none in ${dataFolder}`);

describe.skipIf(!isThere)("clv on a real export", () => {
  it.each(files)("%s: the figures are those computed straight from the file", (file) => {
    const straight = sumStraight(file);
    const { status, stdout, customers } = clv(file);
    expect(status).toBe(0);
    const figures = (label: string) => new RegExp(`${label} +([\\d,]+) +\\D([\\d,.]+)$`, "m").exec(stdout)?.slice(1).map((text) => text.replaceAll(",", ""));
    expect(figures("counted, of customers")).toEqual([String(straight.counted.orders), decimal(straight.counted.minor)]);
    expect(figures("counted, of guests")).toEqual([String(straight.guests.orders), decimal(straight.guests.minor)]);
    expect(figures("left out: not-positive")?.[0]).toBe(String(straight.leftOut));
    expect(figures("read in all")?.[0]).toBe(String(straight.orders));

    const rows = customers();
    expect(rows.map(({ customer }) => customer).sort()).toEqual([...straight.customers.keys()].sort());
    let historicMinor = 0n;
    for (const { customer = "", orders, historic_value = "" } of rows) {
      const minor = BigInt(historic_value.replace(".", ""));
      historicMinor += minor;
      expect([customer, orders, minor]).toEqual([customer, String(straight.customers.get(customer)?.orders), straight.customers.get(customer)?.minor]);
    }
    expect(historicMinor).toBe(straight.counted.minor);
    expect(stdout).toMatch(/^Back-test$[^]*value of the \d+ days after .*$[^]*^ +chosen, corrected .*%$[^]*predictive tags (on|off)/m);
    expect(stdout).toMatch(/^ +revenue of the next 90 days +\D[\d,.]+ +\(80 %: \D[\d,.]+ to \D[\d,.]+\)$/m);
    // Five seconds of the processor, which others may be using.
  }, 180_000);
});

function decimal(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
}
