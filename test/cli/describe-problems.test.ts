import { expect, it } from "vitest";
import { describeProblems } from "#app/cli/describe-problems.ts";
import { collectOrders } from "#app/csv/collect-orders.ts";
import { findColumns } from "#app/csv/export-row.ts";
import { parse } from "csv-parse/sync";
import { type ExportCells, exportText, orderRow } from "../csv/export-text.ts";

function sentencesOf(rows: ExportCells[]): string[] {
  const [header, ...cells] = parse(exportText(rows)) as string[][];
  const columns = findColumns(header!);
  if ("missing" in columns) throw new Error(`lacks ${columns.missing.join()}`);
  const collector = collectOrders();
  cells.forEach((own, row) => collector.add({ rowNumber: row + 2, cells: own, columns }));
  return describeProblems(collector.finish());
}

const orders = (count: number, from: number, cells: ExportCells) => Array.from({ length: count }, (_, i) => orderRow({ Name: `#${from + i}`, Id: `${from + i}`, ...cells }));

it("a wrong currency is told once in its sentence", () => {
  expect(sentencesOf([...orders(1, 1, {}), ...orders(1, 2, { Currency: "usd" })])[1]).toBe(
    'line 3, #2: Currency "usd" is not a code of three capital letters such as USD; the order is left out, with its line item',
  );
});

it.each([["Created at", "x{100}…\" is not a time"], ["Total", "x{100}…\" is not an amount"]] as const)("a cell that holds a page is told by its beginning: %s", (column, told) => {
  const [, sentence] = sentencesOf([...orders(1, 1, {}), ...orders(1, 2, { [column]: "x".repeat(3_000_000) })]);
  expect(sentence).toMatch(new RegExp(`^line 3, #2: ${column} "${told}`));
  expect(sentence!.length).toBeLessThan(300);
});

it("so is an order whose name is one", () => {
  const name = "#".repeat(3_000_000);
  const [, sentence] = sentencesOf([...orders(1, 1, {}), orderRow({ Name: name, Id: "2", "Created at": "yesterday" })]);
  expect(sentence).toMatch(/^line 3, #{100}…: Created at "yesterday" is not a time/);
});

it("many orders of another currency are one sentence, a few one each", () => {
  expect(sentencesOf([...orders(6, 1, { Currency: "EUR" }), ...orders(9, 10, {})])).toEqual([
    "orders left out: 6, line items left out: 6, of 15 rows",
    'lines 2 to 7, 6 orders of them: Currency "EUR" is another currency than that of most orders, USD, and two cannot be added; they are left out, with 6 line items',
  ]);
  expect(sentencesOf([...orders(5, 1, { Currency: "EUR" }), ...orders(9, 10, {})])).toHaveLength(6);
});
