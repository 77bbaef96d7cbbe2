import { describe, expect, it } from "vitest";
import { parseTable } from "#app/csv/parse-table.ts";

const rowsOf = (text: string) => {
  const table = parseTable(text);
  return table.kind === "table" ? table.rows : table.kind;
};

describe("a table as spreadsheets save it", () => {
  it.each([
    ["commas", "a,b\n1,2"],
    ["semicolons, as where the comma stands before decimals", "a;b\n1;2"],
    ["tabs", "a\tb\n1\t2\n"],
    ["a byte order mark and lines of Windows", "\uFEFFa,b\r\n1,2\r\n"],
    ["lines of an old Macintosh", "a,b\r1,2\r"],
    ["quotes around everything", '"a","b"\n"1","2"\n'],
    ["spaces around cells", " a , b \n 1 , 2 \n"],
  ])("is read with %s", (_, text) => {
    expect(rowsOf(text)).toEqual([{ line: 1, cells: ["a", "b"] }, { line: 2, cells: ["1", "2"] }]);
  });

  it("separates by what its first line has most of", () => {
    expect(rowsOf('a;b\n1;"2,5"')).toEqual([{ line: 1, cells: ["a", "b"] }, { line: 2, cells: ["1", "2,5"] }]);
  });

  it("names the line in which a row begins, whatever stands between, and leaves out empty lines", () => {
    expect(rowsOf('\n\na,b\n"1\n1",2\n\n , \n3,4')).toEqual([
      { line: 3, cells: ["a", "b"] }, { line: 4, cells: ["1\n1", "2"] }, { line: 8, cells: ["3", "4"] },
    ]);
  });

  it("keeps rows that are shorter or longer than the first, and quotes within words", () => {
    expect(rowsOf('a,b\n1\n1,2,3\n5" nails,2')).toEqual([
      { line: 1, cells: ["a", "b"] }, { line: 2, cells: ["1"] }, { line: 3, cells: ["1", "2", "3"] }, { line: 4, cells: ['5" nails', "2"] },
    ]);
  });

  it("is none where a quotation mark stays open, and empty where there is nothing", () => {
    expect(rowsOf('a,b\n"1,2\n3,4')).toBe("open-quote");
    expect(rowsOf("")).toEqual([]);
    expect(rowsOf("\n\r\n")).toEqual([]);
  });
});
