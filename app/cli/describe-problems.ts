import type { OrdersExport, RowProblem } from "#app/csv/exported-order.ts";

/** More rows that fail alike are one mistake, not so many. */
const MOST_TOLD_APART = 5;
const LONGEST_SHOWN = 100;

/** Every row of an export that could not be read, in a sentence each; those of one reason and value that are many in one for all. */
export function describeProblems({ problems, counts }: Pick<OrdersExport, "counts" | "problems">): string[] {
  if (problems.length === 0) return [`none of ${number(counts.rows)}`];
  const alike = Map.groupBy(problems, ({ column, value, reason, leavesOut }) => JSON.stringify([column, value, reason, leavesOut]));
  const sentences = [...alike.values()].flatMap((group) => (group.length > MOST_TOLD_APART ? [describeAll(group)] : group.map(describeOne)));
  return [`orders left out: ${number(counts.ordersLeftOut)}, line items left out: ${number(counts.linesLeftOut)}, of ${number(counts.rows)} rows`, ...sentences];
}

function describeOne({ rowNumber, order, column, value, reason, leavesOut, lines }: RowProblem): string {
  const loss = leavesOut === "order" ? `the order is left out, with ${lines === 1 ? "its line item" : `its ${number(lines)} line items`}` : "the line item is left out";
  return `line ${rowNumber}, ${shown(order) || "no name"}: ${column} "${shown(value)}" ${withoutValue(reason, value)}; ${loss}`;
}

function describeAll(group: readonly RowProblem[]): string {
  const { column, value, reason, leavesOut } = group[0]!;
  const where = `lines ${group[0]!.rowNumber} to ${group.at(-1)!.rowNumber}, ${number(group.length)} ${leavesOut === "order" ? "orders" : "line items"} of them`;
  const lines = group.reduce((sum, problem) => sum + problem.lines, 0);
  return `${where}: ${column} "${shown(value)}" ${withoutValue(reason, value)}; they are left out${leavesOut === "order" ? `, with ${number(lines)} line items` : ""}`;
}

/** Some reasons begin with the value that stands before them already. */
function withoutValue(reason: string, value: string): string {
  return reason.startsWith(`"${value}" `) ? reason.slice(value.length + 3) : reason;
}

/** A cell may hold a whole page. */
function shown(value: string): string {
  return value.length <= LONGEST_SHOWN ? value : `${value.slice(0, LONGEST_SHOWN)}…`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
