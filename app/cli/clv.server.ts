import { Readable } from "node:stream";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { DEFAULT_HORIZON } from "#app/scoring/score-customers.ts";
import { buildLedger, orderDay } from "./build-ledger.ts";
import { reportOf } from "./clv-report.ts";
import { collectInsights } from "./collect-insights.ts";
import { customersFile } from "./customers-file.ts";
import { describeProblems } from "./describe-problems.ts";
import { describeValuation } from "./describe-valuation.ts";
import { holdOut } from "./hold-out.ts";
import { type ClvArguments, parseClvArguments, USAGE } from "./parse-clv-arguments.ts";
import { readCosts } from "./read-costs.ts";
import { splitCohorts } from "./split-cohorts.ts";
import { sumCustomers } from "./sum-customers.ts";
import { valueCustomers } from "./value-customers.ts";
import { whyNoHistory, whyNoSum, whyNotExact } from "./why-out-of-range.ts";
import { writeWhole } from "./write-whole.server.ts";

const REFUSED = 2;

/** What the customers of an orders export are worth: printed, and written to customers.csv. Returns the exit code. */
async function runClv(given: ClvArguments): Promise<number> {
  const { file, horizonDays, asOfDay: asOfGiven, outDir, model, calibrationEndDay, jsonFile } = given;
  const exported = await readOrdersExport(file);
  if (exported.kind === "refused") return refuse(exported.reason);
  const currency = exported.orders[0]?.currency;
  if (currency === undefined) {
    if (exported.problems.length === 0) return refuse(`"${file}" holds no order: there is nothing below line 1, the names of its columns`);
    for (const line of describeProblems(exported)) console.error(line);
    return refuse(`"${file}" holds no order that could be read`);
  }
  const costs = readCosts(given, currency);
  if (costs.kind === "refused") return refuse(costs.reason);
  const noHistory = whyNoHistory(file, exported.orders, asOfGiven);
  if (noHistory !== null) return refuse(noHistory);
  const asOfDay = asOfGiven ?? exported.orders.reduce((last, order) => Math.max(last, orderDay(order)), -Infinity);
  const ledger = buildLedger(exported.orders, asOfDay);
  const noSum = whyNoSum(file, currency, ledger);
  if (noSum !== null) return refuse(noSum);
  const holdout = calibrationEndDay === null ? null : holdOut(ledger.customers, calibrationEndDay, asOfDay, model);
  if (holdout?.kind === "refused") return refuse(holdout.reason);
  const purchases = purchaseColumns(ledger.customers.map(({ purchases }) => purchases));
  const appraised = appraiseShop(purchases, asOfDay, { horizon: { ...DEFAULT_HORIZON, horizonDays }, model });
  const valuation = valueCustomers(ledger.customers, asOfDay, appraised);
  const lifetimeMinor = valuation.customers.reduce((sum, it) => sum + Math.abs(it.lifetimeValueMinor), 0);
  const notExact = whyNotExact(`the lifetime value of the customers of "${file}"`, lifetimeMinor, currency);
  if (notExact !== null) return refuse(notExact);
  const insights = collectInsights(purchases, asOfDay, valuation, costs);
  const cohorts = splitCohorts(ledger.customers, valuation.customers, asOfDay);
  const told = { file, currency, asOfDay, exported, ledger, valuation, sums: sumCustomers(valuation.customers), cohorts, holdout, insights };
  const page = describeValuation({ ...told, isAsOfGiven: asOfGiven !== null });
  const files = [customersFile(outDir, valuation.customers, currency)];
  if (jsonFile !== null) {
    const report = reportOf({ ...told, horizonDays });
    files.push({ path: jsonFile, text: Readable.from([`${JSON.stringify(report, null, 2)}\n`]) });
  }
  const written = await writeWhole(files);
  if (written.kind === "refused") return refuse(written.reason);
  console.log(page);
  console.log(`\nWritten: ${files.map(({ path }) => path).join(", ")}`);
  return 0;
}

function refuse(reason: string): number {
  console.error(`clv: ${reason}.`);
  return REFUSED;
}

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseClvArguments(args);
  if (parsed.kind === "refused") return refuse(parsed.reason);
  if (parsed.kind === "run") return runClv(parsed.arguments);
  console.log(USAGE);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
