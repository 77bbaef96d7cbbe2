import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MODEL_CHOICES, type ModelChoice } from "#app/scoring/purchase-models.ts";
import { isDay } from "#app/time/check-day.ts";

export type ClvArguments = {
  file: string;
  horizonDays: number;
  /** Day number; null: the day of the last order. */
  asOfDay: number | null;
  outDir: string;
  model: ModelChoice;
  /** Day number; null: nothing is held out. */
  calibrationEndDay: number | null;
  /** Share of what is sold that is left after what it cost; 1 where nobody has said. */
  grossMargin: number;
  /** An amount in the export's currency, as given. */
  acquisitionCost: string | null;
  jsonFile: string | null;
};

type ParsedArguments = { kind: "run"; arguments: ClvArguments } | { kind: "help" } | { kind: "refused"; reason: string };

export const USAGE = `npm run clv -- FILE.csv[.gz] [--horizon DAYS] [--as-of YYYY-MM-DD] [--model MODEL] [--calibration-end YYYY-MM-DD] [--margin SHARE] [--acquisition-cost AMOUNT] [--out FOLDER] [--json FILE]

  FILE               Shopify's "Export orders" CSV, plain or gzip
  --horizon          days to look ahead, 1 to 3650 (365)
  --as-of            last day to look at; later orders are left out (the day of the last order)
  --model            bg-nbd, mbg-nbd or pareto-nbd: that model as it is fitted; or auto: the best on the shop's own past,
                     corrected by what it missed there and averaged with past orders where that was better (auto)
  --calibration-end  also fit on the orders up to this day only, and compare that forecast with the days after it
  --margin           gross margin as a share, above 0 and up to 1 (1: costs are not known)
  --acquisition-cost what it costs to win a customer, in the currency of the orders, such as 12.50
  --out              folder for customers.csv, made where there is none (the current folder)
  --json             file for all that is printed and more, as JSON; its folder is made where there is none; money is in minor
                     units there, days of back-test, holdout and insights are counted from 1970-01-01`;

const OPTIONS = {
  horizon: { type: "string", default: "365" },
  "as-of": { type: "string" },
  model: { type: "string", default: "auto" },
  "calibration-end": { type: "string" },
  margin: { type: "string", default: "1" },
  "acquisition-cost": { type: "string" },
  out: { type: "string", default: "." },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const LONGEST_HORIZON_DAYS = 3650;
/** What is written into the folder of --out. */
export const CUSTOMERS_FILE = "customers.csv";
const DAY_MS = 86_400_000;
const DECIMAL = /^\d+(\.\d+)?$/;

export function parseClvArguments(args: readonly string[]): ParsedArguments {
  // Not strict: parseArgs's own complaints do not say what is allowed.
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!(token.name in OPTIONS)) return refuse(`"${token.rawName}" is no option of this command; there are ${Object.keys(OPTIONS).map((name) => `--${name}`).join(", ")}`);
    if (token.name === "help") {
      if (token.value === undefined) continue;
      return refuse(`--help is "${token.value}"; it takes no value`);
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("--"))) return refuse(`${token.rawName} lacks its value`);
    if (given.has(token.name)) return refuse(`${token.rawName} is given twice, the second time as "${token.value}"; it may be given once`);
    given.add(token.name);
  }
  if (values.help === true) return { kind: "help" };
  const [file, ...others] = positionals;
  if (file === undefined) return refuse(`no file is named; usage: ${USAGE.split("\n")[0]}`);
  if (others.length > 0) return refuse(`one file at a time, please: "${file}" or "${others[0]}"`);

  const horizon = String(values.horizon);
  const horizonDays = Number(horizon);
  if (!/^\d+$/.test(horizon) || horizonDays < 1 || horizonDays > LONGEST_HORIZON_DAYS) {
    return refuse(`--horizon is "${horizon}"; it must be a whole number of days from 1 to ${LONGEST_HORIZON_DAYS}`);
  }
  const model = MODEL_CHOICES.find((name) => name === values.model);
  if (model === undefined) return refuse(`--model is "${values.model}"; it must be one of ${MODEL_CHOICES.join(", ")}`);
  const days = { "as-of": dayOf(values["as-of"]), "calibration-end": dayOf(values["calibration-end"]) };
  for (const [name, day] of Object.entries(days)) {
    if (Number.isNaN(day)) return refuse(`--${name} is "${values[name]}"; it must be a day of the calendar such as 2011-12-09`);
  }
  const margin = String(values.margin);
  const grossMargin = Number(margin);
  if (!DECIMAL.test(margin) || !(grossMargin > 0 && grossMargin <= 1)) return refuse(`--margin is "${margin}"; it must be a share above 0 and up to 1, written as 0.4`);
  const acquisitionCost = values["acquisition-cost"] === undefined ? null : String(values["acquisition-cost"]);
  if (acquisitionCost !== null && !DECIMAL.test(acquisitionCost)) {
    return refuse(`--acquisition-cost is "${acquisitionCost}"; it must be an amount from 0 on, written as 12.50`);
  }
  if (values.out === "") return refuse('--out is ""; it must name a folder');
  if (values.json === "") return refuse('--json is ""; it must name a file');
  const jsonFile = values.json === undefined ? null : String(values.json);
  const customersFile = resolve(String(values.out), CUSTOMERS_FILE);
  if (resolve(file) === customersFile) return refuse(`--out is "${values.out}"; ${CUSTOMERS_FILE} there is the export itself, which must not be written over`);
  if (jsonFile !== null && [file, customersFile].some((other) => resolve(other) === resolve(jsonFile))) {
    return refuse(`--json is "${jsonFile}"; it must be another file than the export and the ${CUSTOMERS_FILE} that is written`);
  }
  return {
    kind: "run",
    arguments: {
      file, horizonDays, asOfDay: days["as-of"], outDir: String(values.out), model, calibrationEndDay: days["calibration-end"],
      grossMargin, acquisitionCost, jsonFile,
    },
  };
}

function refuse(reason: string): ParsedArguments {
  return { kind: "refused", reason };
}

/** Null where nothing is given, NaN for anything that is no day of the calendar. */
function dayOf(given: string | boolean | undefined): number | null {
  if (given === undefined) return null;
  const text = String(given);
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
  const day = date.getTime() / DAY_MS;
  return isDay(day) && date.toISOString().startsWith(text) ? day : NaN;
}
