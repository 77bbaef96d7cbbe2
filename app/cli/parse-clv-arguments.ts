import { parseArgs } from "node:util";

export type ClvArguments = {
  file: string;
  horizonDays: number;
  /** Day number; null: the day of the last order. */
  asOfDay: number | null;
  outDir: string;
};

type ParsedArguments = { kind: "run"; arguments: ClvArguments } | { kind: "help" } | { kind: "refused"; reason: string };

export const USAGE = `npm run clv -- FILE.csv[.gz] [--horizon DAYS] [--as-of YYYY-MM-DD] [--out FOLDER]

  FILE       Shopify's "Export orders" CSV, plain or gzip
  --horizon  days to look ahead, 1 to 3650 (365)
  --as-of    last day to look at; later orders are left out (the day of the last order)
  --out      folder for customers.csv, made where there is none (the current folder)`;

const OPTIONS = {
  horizon: { type: "string", default: "365" },
  "as-of": { type: "string" },
  out: { type: "string", default: "." },
  help: { type: "boolean", short: "h" },
} as const;

const LONGEST_HORIZON_DAYS = 3650;
const DAY_MS = 86_400_000;

export function parseClvArguments(args: readonly string[]): ParsedArguments {
  // Not strict: parseArgs's own complaints do not say what is allowed.
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  if (values.help === true) return { kind: "help" };
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!(token.name in OPTIONS)) return refuse(`"${token.rawName}" is no option of this command; there are --horizon, --as-of, --out and --help`);
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("--"))) return refuse(`${token.rawName} lacks its value`);
  }
  const [file, ...others] = positionals;
  if (file === undefined) return refuse(`no file is named; usage: ${USAGE.split("\n")[0]}`);
  if (others.length > 0) return refuse(`one file at a time, please: "${file}" or "${others[0]}"`);

  const horizon = String(values.horizon);
  const horizonDays = Number(horizon);
  if (!/^\d+$/.test(horizon) || horizonDays < 1 || horizonDays > LONGEST_HORIZON_DAYS) {
    return refuse(`--horizon is "${horizon}"; it must be a whole number of days from 1 to ${LONGEST_HORIZON_DAYS}`);
  }
  const asOfDay = values["as-of"] === undefined ? null : dayOf(String(values["as-of"]));
  if (Number.isNaN(asOfDay)) return refuse(`--as-of is "${values["as-of"]}"; it must be a day of the calendar such as 2011-12-09`);
  if (values.out === "") return refuse('--out is ""; it must name a folder');
  return { kind: "run", arguments: { file, horizonDays, asOfDay, outDir: String(values.out) } };
}

function refuse(reason: string): ParsedArguments {
  return { kind: "refused", reason };
}

/** NaN for anything that is no day of the calendar. */
function dayOf(text: string): number {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? date.getTime() / DAY_MS : NaN;
}
