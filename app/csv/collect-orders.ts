import { cell, UnreadableCell, type ExportRow } from "./export-row.ts";
import type { ExportedOrder, OrdersExport, RowProblem } from "./exported-order.ts";
import { leaveOutCurrencies } from "./leave-out-currencies.ts";
import { hasLineItem, readLineItem } from "./read-line-item.ts";
import { isOrderRow, readOrderRow } from "./read-order-row.ts";

/** An order that was read, or the problem that keeps it and its lines out. */
type Entry = { order: ExportedOrder } | { problem: RowProblem };

type OrderCollector = { add(row: ExportRow): void; finish(): OrdersExport };

/**
 * Puts an order's rows together again, wherever in the file they stand.
 *
 * Rows without order columns belong to the order of the same `Name` that began last above them, or, where none did,
 * to the first below. `Id` tells apart two orders of one name; the same `Id` twice is one order exported twice.
 */
export function collectOrders(): OrderCollector {
  const entries: Entry[] = [];
  const entryByName = new Map<string, Entry>();
  const rowNumberById = new Map<string, number>();
  const problems: RowProblem[] = [];
  const early: ExportRow[] = [];
  let [rows, blankRows, rowsWithoutLine] = [0, 0, 0];

  function beginOrder(row: ExportRow): Entry {
    try {
      const order = readOrderRow(requireWidth(row));
      requireNewOrder(order, rowNumberById, entryByName);
      if (order.id !== null) rowNumberById.set(order.id, order.rowNumber);
      return { order };
    } catch (cause) {
      const problem = problemOf(row, cause, "order");
      problems.push(problem);
      return { problem };
    }
  }

  function addLine(row: ExportRow, entry: Entry): void {
    if ("problem" in entry) {
      entry.problem.lines += 1;
      return;
    }
    try {
      entry.order.lines.push(readLineItem(requireWidth(row), entry.order.currency));
    } catch (cause) {
      problems.push(problemOf(row, cause, "line"));
    }
  }

  return {
    add(row) {
      rows += 1;
      if (row.cells.every((value) => value.trim() === "")) {
        blankRows += 1;
        return;
      }
      const name = cell(row, "Name");
      if (isOrderRow(row)) {
        const entry = beginOrder(row);
        entries.push(entry);
        if (name !== "") entryByName.set(name, entry);
        if (hasLineItem(row)) addLine(row, entry);
        else rowsWithoutLine += 1;
        return;
      }
      const entry = entryByName.get(name);
      if (entry === undefined) early.push(row);
      else addLine(row, entry);
    },

    finish() {
      for (const row of early) {
        const entry = entryByName.get(cell(row, "Name"));
        if (entry !== undefined) addLine(row, entry);
        else problems.push(problemOf(row, new UnreadableCell("Name", cell(row, "Name"), "names no order of this file"), "line"));
      }
      const { orders, problems: foreign } = leaveOutCurrencies(entries.flatMap((entry) => ("order" in entry ? [entry.order] : [])));
      const all = [...problems, ...foreign].sort((a, b) => a.rowNumber - b.rowNumber);
      const lines = orders.reduce((sum, order) => sum + order.lines.length, 0);
      const linesLeftOut = all.reduce((sum, problem) => sum + problem.lines, 0);
      const counts = { rows, blankRows, rowsWithoutLine, orders: orders.length, ordersLeftOut: entries.length - orders.length, lines, linesLeftOut };
      return { orders, problems: all, counts };
    },
  };
}

/** A row cut short or shifted by a stray comma would be read into the wrong columns. */
function requireWidth(row: ExportRow): ExportRow {
  const { width } = row.columns;
  if (row.cells.length === width) return row;
  throw new UnreadableCell("(whole row)", `${row.cells.length} cells`, `the header has ${width}`);
}

function requireNewOrder(order: ExportedOrder, rowNumberById: Map<string, number>, entryByName: Map<string, Entry>): void {
  if (order.id !== null) {
    const earlier = rowNumberById.get(order.id);
    if (earlier !== undefined) throw new UnreadableCell("Id", order.id, `stands in line ${earlier} already`);
    return;
  }
  const sameName = entryByName.get(order.name);
  if (sameName !== undefined && "order" in sameName) {
    throw new UnreadableCell("Name", order.name, `stands in line ${sameName.order.rowNumber} already, and no Id tells the two apart`);
  }
}

function problemOf(row: ExportRow, cause: unknown, leavesOut: RowProblem["leavesOut"]): RowProblem {
  if (!(cause instanceof UnreadableCell)) throw cause;
  return {
    rowNumber: row.rowNumber,
    order: cell(row, "Name"),
    column: cause.column,
    value: cause.value,
    reason: cause.message,
    leavesOut,
    lines: leavesOut === "line" ? 1 : 0,
  };
}
