import { describe, expect, it } from "vitest";
import { createColumns } from "#app/db/read-columns.ts";

function read(text: string, chunk = 1000) {
  const columns = createColumns(["id", "minor"]);
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += chunk) columns.push(bytes.subarray(start, start + chunk));
  const { id, minor } = columns.end();
  return [[...id], [...minor]];
}

describe("columns of whole numbers", () => {
  it.each([1, 2, 7, 1000])("are the same in chunks of %i bytes", (chunk) => {
    expect(read("1\t-20\n9007199254740991\t0\n", chunk)).toEqual([[1, Number.MAX_SAFE_INTEGER], [-20, 0]]);
  });

  it("grow with the rows", () => {
    const [id] = read(Array.from({ length: 3000 }, (_, row) => `${row}\t1\n`).join(""));
    expect(id).toEqual(Array.from({ length: 3000 }, (_, row) => row));
  });

  it("refuse what they could not hold exactly, by column and row", () => {
    expect(() => read("1\t1\n9007199254740992\t1\n")).toThrow(/Column id, row 1: a value is beyond 9007199254740991/);
    expect(() => read("1\t-9007199254740992\n")).toThrow(/Column minor, row 0/);
    expect(() => read("1\t1.5\n")).toThrow(/Column minor, row 0: a whole number is expected, not "\."/);
  });
});
