import { existsSync } from "node:fs";
import { join } from "node:path";
import { alignTable } from "#app/cli/align-table.ts";
import { buildLedger, orderDay } from "#app/cli/build-ledger.ts";
import { choiceName } from "#app/cli/choice-name.ts";
import { measuresOf, type Subject } from "#app/cli/describe-measures.ts";
import { dayName } from "#app/time/day-name.ts";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { type BackTest, METHODS, type Method, type Origin } from "#app/scoring/back-test.ts";
import { factorOf } from "#app/scoring/back-test-correction.ts";
import { chooseModel } from "#app/scoring/back-test-choice.ts";
import { forecastAt } from "#app/scoring/back-test-forecasts.ts";
import { backTestShop, judgeOrigin } from "#app/scoring/back-test-shop.ts";
import { type PurchaseColumns, purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";

const FOLDER = process.env.CLV_DATA || join(import.meta.dirname, "../../shared/data");
const FILES = ["cdnow-sample-orders.csv.gz", "online-retail-orders.csv.gz"];
const SEED = 1;
const SUBJECTS: readonly Subject[] = ["orders", "value"];
type Tested = Extract<BackTest, { kind: "tested" }>;

/** The error may be so much above the best single model's, the Gini so far below past spend's. */
const MOST_EXCESS = 0.01;
const MOST_SHORT = 0.01;
const isCovered = (share: number) => share >= 0.76 && share <= 0.84;

const percent = (share: number | null) => (share === null ? "-" : `${(share * 100).toFixed(1)} %`);
const decimals = (value: number | null, digits = 3) => (value === null ? "-" : value.toFixed(digits));

/** Of what is aimed at, what the corrected choice misses at this origin. */
function missedAt(origin: Origin, subject: Subject): string[] {
  const of = (method: Method) => measuresOf(origin, method, subject);
  const { bias, mae, gini, openCoverage } = of("chosen");
  const least = Math.min(...PURCHASE_MODELS.map((model) => of(model).mae));
  const misses = {
    bias: Math.abs(bias ?? 0) > Math.abs(of(origin.choice.model).bias ?? 0) / 2,
    MAE: mae > (1 + MOST_EXCESS) * least,
    Gini: (gini ?? 0) < (of("past-spend").gini ?? 0) - MOST_SHORT,
    coverage: openCoverage !== null && !isCovered(openCoverage),
  };
  return Object.entries(misses).flatMap(([name, isMissed]) => (isMissed ? [name] : []));
}

function describeOrigin(origin: Origin, subject: Subject): string {
  const { correction, origins } = origin.choice;
  const missed = missedAt(origin, subject);
  const factor = factorOf(correction.orders) * (subject === "value" ? factorOf(correction.orderValue) : 1);
  const rows = METHODS.map((method) => {
    const it = measuresOf(origin, method, subject);
    const error = (size: number) => (subject === "value" ? decimals(size / 100, 2) : decimals(size, 4));
    return [method, percent(it.bias), error(it.mae), error(it.rmse), decimals(it.spearman), decimals(it.gini), percent(it.topTenthShare), percent(it.decileError), percent(it.openCoverage), percent(it.coverage),
      method === "chosen" && missed.length > 0 ? `MISSES ${missed.join(", ")}` : ""];
  });
  return [
    `  ${subject} after ${dayName(origin.day)}: ${origin.customers} customers, fitted on ${origin.calibrationDays} days; ` +
      `chosen ${choiceName(origin.choice)}, times ${factor.toFixed(3)}, learnt from ${origins} earlier ${origins === 1 ? "origin" : "origins"}`,
    ...alignTable([["", "bias", "MAE", "RMSE", "Spearman", "Gini", "top 10 %", "decile error", "open inside", "all inside", ""], ...rows]).map((line) => `    ${line.trimEnd()}`),
  ].join("\n");
}

/** What is aimed at, each with what was reached. */
function describeTargets({ origins }: Tested, subject: Subject): string[] {
  const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bias = (method: (origin: Origin) => Method) =>
    meanOf(origins.map((origin) => Math.abs(measuresOf(origin, method(origin), subject).bias ?? 0)));
  const before = bias(({ choice }) => choice.model);
  const after = bias(() => "chosen");
  const mae = (method: Method) => meanOf(origins.map((origin) => measuresOf(origin, method, subject).mae));
  const excess = mae("chosen") / Math.min(...PURCHASE_MODELS.map(mae)) - 1;
  const short = Math.max(
    ...origins.map((origin) => (measuresOf(origin, "past-spend", subject).gini ?? 0) - (measuresOf(origin, "chosen", subject).gini ?? 0)),
  );
  const line = (isReached: boolean, text: string) => `    ${isReached ? "reached" : "FAILED "}  ${text}`;
  return [
    line(after <= before / 2, `${subject}: mean |bias| ${percent(after)} corrected, ${percent(before)} uncorrected; at most half of it`),
    line(excess <= MOST_EXCESS, `${subject}: mean MAE ${percent(excess)} above the best single model's; at most 1 %`),
    line(short <= MOST_SHORT, `${subject}: Gini at worst ${decimals(short, 4)} below past spend's; at most .01`),
    ...(subject === "value" ? [describeCoverage(origins, line)] : []),
  ];
}

function describeCoverage(origins: readonly Origin[], line: (isReached: boolean, text: string) => string): string {
  const inside = (of: "coverage" | "openCoverage") => origins.map((origin) => measuresOf(origin, "chosen", "value")[of]);
  const open = inside("openCoverage");
  const text = `value: inside the 80 % intervals, of the open customers ${open.map(percent).join(", ")}; 76 to 84 %; of all ${inside("coverage").map(percent).join(", ")}`;
  return line(open.every((share) => share !== null && isCovered(share)), text);
}

/** Models as fitted have intervals, too: those of a run that chose the model and knew no correction. */
function withOwnIntervals(origin: Origin, columns: PurchaseColumns, horizonDays: number): Origin {
  const firstDay = columns.day.reduce((first, day) => Math.min(first, day), origin.day);
  const forecast = forecastAt(columns, firstDay, origin.day, horizonDays);
  const untried = chooseModel([], 1, false);
  const methods = origin.methods.map((result) => {
    const model = PURCHASE_MODELS.find((name) => name === result.method);
    if (model === undefined) return result;
    const { coverage, openCoverage } = measuresOf(judgeOrigin(forecast, { ...untried, model }, SEED), "chosen", "value");
    return { ...result, value: { ...result.value, coverage, openCoverage } };
  });
  return { ...origin, methods };
}

function describe(judged: BackTest, columns: PurchaseColumns): string {
  if (judged.kind === "none") return `  no back-test: ${judged.has} ${judged.lacks}, ${judged.needs} are needed`;
  const test = { ...judged, origins: judged.origins.map((origin) => withOwnIntervals(origin, columns, judged.horizonDays)) };
  const { correction } = test.choice;
  const gate = test.gate.checks.map(({ baseline, measure, ours, theirs, origins, isPassed }) =>
    `    ${isPassed ? "passed" : "FAILED"}  ${measure} ${ours.toFixed(3)} against ${baseline}'s ${theirs.toFixed(3)}, at ${origins} of ${test.origins.length} origins`,
  );
  return [
    `  ${test.horizonDays} days ahead; ${test.sampled} of ${test.customers} customers; learnt from before: ${test.learningDays.map(dayName).join(", ")}`,
    ...SUBJECTS.flatMap((subject) => test.origins.map((origin) => describeOrigin(origin, subject))),
    "  targets",
    ...SUBJECTS.flatMap((subject) => describeTargets(test, subject)),
    `  from now on: ${choiceName(test.choice)}, orders times ${correction.orders.level.toFixed(3)}, the value of one times ${correction.orderValue.level.toFixed(3)}`,
    `  predictive tags ${test.gate.isOn ? "on" : "off"}${test.gate.lacks === null ? "" : `: too few ${test.gate.lacks}`}`,
    ...gate,
  ].join("\n");
}

/** Back-tests of the two real shops. */
export async function bench(): Promise<void> {
  for (const name of FILES) {
    const file = join(FOLDER, name);
    if (!existsSync(file)) {
      console.log(`Left out: the back-test of ${name}, for ${file} is absent.`);
      continue;
    }
    const exported = await readOrdersExport(file);
    if (exported.kind === "refused") throw new Error(exported.reason);
    const end = exported.orders.map(orderDay).reduce((a, b) => Math.max(a, b));
    const { customers } = buildLedger(exported.orders, end);
    const columns = purchaseColumns(customers.map(({ purchases }) => purchases));
    const start = performance.now();
    const test = backTestShop(columns, end, SEED);
    console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(2)} s\n${describe(test, columns)}\n`);
  }
}

if (import.meta.main) await bench();
