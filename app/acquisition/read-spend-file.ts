import { parseTable, type Row } from "#app/csv/parse-table.ts";
import { checkSpend, type SpendRules } from "./check-spend.ts";
import { createSpeller } from "./spell-channel.ts";
import { LARGEST_FILE_BYTES, MOST_AMOUNTS, type Spend, spendKey, type SpendProblem, type TypedSpend } from "./spend.ts";

export const SPEND_COLUMNS = ["month", "channel", "amount"] as const;
type SpendColumn = (typeof SPEND_COLUMNS)[number];

/** As files name them, in each language of the app: who fills a template in need not speak that of who fetched it. */
const NAMES: Readonly<Record<SpendColumn, readonly string[]>> = { month: ["month", "월"], channel: ["channel", "채널"], amount: ["amount", "금액"] };

export type SpendFile =
  | {
      kind: "read";
      spends: Spend[];
      totalMinor: number;
      /** A row with something wrong in it is left out whole; the others stand. */
      problems: (SpendProblem & { line: number })[];
      /** Rows that say nothing: without an amount. */
      blank: number;
    }
  | { kind: "refused"; reason: Refusal };

export type Refusal =
  | { why: "empty" | "open-quote" | "size" }
  | { why: "columns"; missing: SpendColumn[] }
  | { why: "rows"; most: number };

type Shop = SpendRules & {
  /** As its channels are spelled. */
  channels: readonly string[];
  /** The channel that a name stands for, where pages have words for it. */
  channelCalled: (name: string) => string;
};

/** A file of spend: a line that names the columns, and one for each month and channel. */
export function readSpendFile(text: string, { channels, channelCalled, ...rules }: Shop): SpendFile {
  if (text.length > LARGEST_FILE_BYTES) return refused({ why: "size" });
  const table = parseTable(text);
  if (table.kind === "open-quote") return refused({ why: "open-quote" });
  const [header, ...rows] = table.rows;
  if (header === undefined) return refused({ why: "empty" });
  const places = placesIn(header);
  const missing = SPEND_COLUMNS.filter((column) => places[column] < 0);
  if (missing.length > 0) return refused({ why: "columns", missing });
  if (rows.length > MOST_AMOUNTS) return refused({ why: "rows", most: MOST_AMOUNTS });

  const typed = rows.map((row) => ({ line: row.line, ...readRow(row, places) }));
  const said = typed.filter(({ amount }) => amount !== "");
  const spell = createSpeller(channels);
  const lineOf = new Map<string, number>();
  const spends: Spend[] = [];
  const problems: (SpendProblem & { line: number })[] = [];
  for (const { line, ...entry } of said) {
    const checked = checkSpend(entry, rules);
    if ("problems" in checked) {
      problems.push(...checked.problems.map((problem) => ({ line, ...problem })));
      continue;
    }
    const channel = spell(channelCalled(entry.channel));
    const key = spendKey({ month: entry.month, channel });
    const first = lineOf.get(key);
    if (first === undefined) {
      lineOf.set(key, line);
      spends.push({ month: entry.month, channel, ...checked });
    } else {
      problems.push({ line, column: "channel", value: entry.channel, allowed: { rule: "once", line: first } });
    }
  }
  const totalMinor = spends.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { kind: "read", spends, totalMinor, problems, blank: typed.length - said.length };
}

function refused(reason: Refusal): SpendFile {
  return { kind: "refused", reason };
}

/** Where each column stands; −1: nowhere. */
function placesIn({ cells }: Row): Record<SpendColumn, number> {
  const placeOf = (column: SpendColumn) => cells.findIndex((name) => NAMES[column].includes(name.normalize("NFC").toLowerCase()));
  return { month: placeOf("month"), channel: placeOf("channel"), amount: placeOf("amount") };
}

function readRow({ cells }: Row, places: Record<SpendColumn, number>): TypedSpend {
  const cell = (column: SpendColumn) => cells[places[column]] ?? "";
  return { month: cell("month"), channel: unescaped(cell("channel")), amount: cell("amount") };
}

/** What asText (app/csv) has put before a name that looks like a formula, when the file was one of ours. */
function unescaped(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, "");
}
