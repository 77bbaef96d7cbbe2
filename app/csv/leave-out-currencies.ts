import type { ExportedOrder, RowProblem } from "./exported-order.ts";

/** Two currencies cannot be added: the one of most orders stays (of as many, the one that comes first), and the others are left out. */
export function leaveOutCurrencies(orders: readonly ExportedOrder[]): { orders: ExportedOrder[]; problems: RowProblem[] } {
  const byCurrency = Map.groupBy(orders, ({ currency }) => currency);
  const [most, ...others] = [...byCurrency.values()].sort((a, b) => b.length - a.length);
  return { orders: most ?? [], problems: others.flat().map((order) => problemOf(order, most![0]!.currency)) };
}

function problemOf({ rowNumber, name, currency, lines }: ExportedOrder, kept: string): RowProblem {
  const reason = `is another currency than that of most orders, ${kept}, and two cannot be added`;
  return { rowNumber, order: name, column: "Currency", value: currency, reason, leavesOut: "order", lines: lines.length };
}
