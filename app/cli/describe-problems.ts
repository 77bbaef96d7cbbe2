import type { OrdersExport } from "#app/csv/exported-order.ts";

/** Every row of an export that could not be read, in a sentence each. */
export function describeProblems({ problems, counts }: Pick<OrdersExport, "counts" | "problems">): string[] {
  if (problems.length === 0) return [`none of ${number(counts.rows)}`];
  const sentences = problems.map(({ rowNumber, order, column, value, reason, leavesOut, lines }) => {
    const loss = leavesOut === "order" ? `the order is left out, with ${lines === 1 ? "its line item" : `its ${number(lines)} line items`}` : "the line item is left out";
    return `line ${rowNumber}, ${order || "no name"}: ${column} "${value}" ${withoutValue(reason, value)}; ${loss}`;
  });
  return [`orders left out: ${number(counts.ordersLeftOut)}, line items left out: ${number(counts.linesLeftOut)}, of ${number(counts.rows)} rows`, ...sentences];
}

/** Some reasons begin with the value that stands before them already. */
function withoutValue(reason: string, value: string): string {
  return reason.startsWith(`"${value}" `) ? reason.slice(value.length + 3) : reason;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
