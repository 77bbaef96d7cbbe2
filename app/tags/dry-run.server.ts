import type { Cell } from "../csv/csv-text.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import type { Deps } from "../deps.server.ts";
import { METAFIELD_KEYS, type MetafieldKey } from "../segments/metafield-keys.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import { changeForRun, type CustomerMarks } from "./plan-write.ts";
import { readMarks } from "./read-marks.repo.server.ts";
import type { Supposed } from "./supposed.ts";

type DryRunColumn = "customer_id" | "tags_added" | "tags_removed" | `${MetafieldKey}_${"before" | "after"}`;

const COLUMNS: readonly DryRunColumn[] = [
  "customer_id",
  "tags_added",
  "tags_removed",
  ...METAFIELD_KEYS.flatMap((key) => [`${key}_before`, `${key}_after`] as const),
];

/**
 * What a write run, an undo or a removal would do now, a line a customer: tags that come and go, and of the figures that
 * change what stands there and what would. Also where writing is off: then it is what would be written once it is on.
 */
export function dryRunTable({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, as: Supposed): Table<DryRunColumn> {
  async function* read(): AsyncGenerator<Cell[][]> {
    const rowFor = (marks: CustomerMarks) => {
      const diff = changeForRun(marks, clock());
      return diff && rowOf(marks.customerId, diff, marks.written?.metafields ?? {});
    };
    for await (const rows of readMarks(db, shopId, rowFor, { as })) if (rows.length > 0) yield rows;
  }
  return { columns: COLUMNS, pages: read() };
}

function rowOf(customerId: bigint, diff: CustomerDiff, stands: Readonly<Record<string, string>>): Cell[] {
  const figures = METAFIELD_KEYS.flatMap((key) => {
    const changes = key in diff.setMetafields || diff.deleteMetafields.includes(key);
    return changes ? [stands[key] ?? null, diff.setMetafields[key] ?? null] : [null, null];
  });
  return [String(customerId), diff.addTags.join(", "), diff.removeTags.join(", "), ...figures];
}
