import { METAFIELD_KEYS } from "../segments/metafield-keys.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import type { Stage } from "../segments/stage.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import type { Marks } from "./diff-customer.ts";
import type { CustomerMarks, WrittenRow } from "./plan-write.ts";
import type { Writing } from "./writing.ts";
import { type Metafields, wantedMetafields } from "./wanted-metafields.ts";
import { type LeftAlone, wantedTags } from "./wanted-tags.ts";

/**
 * A score and what was written, in the order of the cells; a side that the join did not find is null throughout. The
 * borders of the run stand in the first line alone: they are longer than all the rest of a line.
 */
export const MARKS_COLUMNS = [
  "customer_id", "aim", "wish", "merged", "left_alone", "currency", "borders",
  "orders_count", "probability_alive", "average_days_between_orders", "expected_next_order_day",
  "historic_value_minor", "predicted_value_minor", "lifetime_value_minor", "value_tier", "stage",
  "tags", "metafields", "pending", "in_bulk", "held", "version", "refused_at_ms",
  "before_tags", "before_metafields",
] as const;

/** Where what is wanted comes from: the scores, what stood before a run, nowhere; or it is what stands, whatever that is. */
export type Wish = "score" | "before" | "nothing" | "as-it-is";

type Cell = (column: (typeof MARKS_COLUMNS)[number]) => string;

const INDEX = Object.fromEntries(MARKS_COLUMNS.map((column, index) => [column, index])) as Record<(typeof MARKS_COLUMNS)[number], number>;

const NULL = "\\N";

/**
 * Reads lines of COPY's text format. Null: the customer is as wanted, which nearly everybody is; that is told from the
 * texts, without taking them apart.
 */
export function createMarksReader(): (line: string) => CustomerMarks | null {
  let borders: SegmentBorders;
  let currency = "";
  return (line) => {
    const cells = line.split("\t");
    const cell: Cell = (column) => unescape(cells[INDEX[column]]!);
    if (cells[INDEX.borders] !== NULL) borders = SegmentBorders.parse(JSON.parse(cell("borders")));
    // The text of the line before, whose hash is known: it is looked up for every amount.
    if (cell("currency") !== currency) currency = cell("currency");
    const wish = cell("wish") as Wish;
    if (wish === "as-it-is" || (wish === "nothing" && cell("tags") === NULL)) return null;
    const scored = wish === "score" && cell("orders_count") !== NULL ? readWanted(cell, { borders, currency }) : null;
    const tagsStand = scored !== null && cell("tags") === JSON.stringify(scored.tags);
    const metafieldsStand = scored !== null && cell("metafields") === textOf(scored.metafields);
    if (tagsStand && metafieldsStand && cell("pending") === "f" && cell("refused_at_ms") === NULL) return null;
    // What stands as wanted need not be taken apart.
    const stands = { tags: tagsStand ? scored.tags : null, metafields: metafieldsStand ? scored.metafields : null };
    return {
      customerId: BigInt(cell("customer_id")),
      wanted: wish === "before" ? readBefore(cell) : scored,
      written: cell("tags") === NULL ? null : readWritten(cell, stands),
      merged: cell("merged") === "t",
      aim: cell("aim") === NULL ? null : (cell("aim") as Writing),
    };
  };
}

/** Of COPY's escapes only that of the backslash can occur: JSON writes line ends and tabs in its own way. */
function unescape(cell: string): string {
  return cell.includes("\\") && cell !== NULL ? cell.replaceAll("\\\\", "\\") : cell;
}

/** As PostgreSQL writes a jsonb. */
function textOf(metafields: Metafields): string {
  let text = "";
  for (const key of KEYS) {
    const value = metafields[key];
    if (value !== undefined) text += `${text === "" ? "" : ", "}"${key}": "${value}"`;
  }
  return `{${text}}`;
}

/** Shorter ones first, then by the alphabet. */
const KEYS = METAFIELD_KEYS.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));

type Wanted = Marks & { metafields: Metafields };

function readWanted(cell: Cell, { borders, currency }: { borders: SegmentBorders; currency: string }): Wanted {
  const nextOrderDay = cell("expected_next_order_day");
  const customer = {
    ordersCount: Number(cell("orders_count")),
    probabilityAlive: readNumber(cell("probability_alive")),
    averageDaysBetweenOrders: readNumber(cell("average_days_between_orders")),
    expectedNextOrderDay: nextOrderDay === NULL ? null : nextOrderDay,
    historicValueMinor: Number(cell("historic_value_minor")),
    predictedValueMinor: Number(cell("predicted_value_minor")),
    lifetimeValueMinor: Number(cell("lifetime_value_minor")),
    valueTier: cell("value_tier") as ValueTier,
    stage: cell("stage") as Stage,
  };
  const leftAlone = cell("left_alone") === NULL ? {} : (JSON.parse(cell("left_alone")) as LeftAlone);
  return { tags: wantedTags(customer, borders.definition, leftAlone), metafields: wantedMetafields(customer, currency, borders) };
}

/** Null where nothing of ours stood. */
function readBefore(cell: Cell): Marks | null {
  const tags = JSON.parse(cell("before_tags")) as string[];
  const metafields = JSON.parse(cell("before_metafields")) as Record<string, string>;
  return tags.length + Object.keys(metafields).length === 0 ? null : { tags, metafields };
}

function readWritten(cell: Cell, stands: { tags: Marks["tags"] | null; metafields: Marks["metafields"] | null }): WrittenRow {
  const refusedAtMs = readNumber(cell("refused_at_ms"));
  const pending = cell("pending") === "t";
  return {
    tags: stands.tags ?? (JSON.parse(cell("tags")) as string[]),
    metafields: stands.metafields ?? (JSON.parse(cell("metafields")) as Record<string, string>),
    certain: !pending && refusedAtMs === null,
    pending,
    inBulk: cell("in_bulk") === "t",
    held: cell("held") === "t",
    version: Number(cell("version")),
    refusedAt: refusedAtMs === null ? null : new Date(refusedAtMs),
  };
}

function readNumber(cell: string): number | null {
  return cell === NULL ? null : Number(cell);
}
