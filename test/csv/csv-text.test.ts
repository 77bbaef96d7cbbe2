import { expect, it } from "vitest";
import { csvHead, csvText } from "#app/csv/csv-text.ts";

it("writes rows that come back as they were, whatever stands in them", () => {
  expect(csvText([["a", 1, null], ['say "hi", twice', "line\nbreak", -2.5]])).toBe('a,1,\n"say ""hi"", twice","line\nbreak",-2.5\n');
  expect(csvText([])).toBe("");
});

it.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "+", "-1.2.3"])("keeps a spreadsheet from running %j", (cell) => {
  expect(csvText([[cell]]).replace(/^"/, "")[0]).toBe("'");
});

it.each(["+447911123456", "-12.50", "a=b", "someone@example.com", "2026-11-20"])("leaves %s, which runs nothing, as it is", (cell) => {
  expect(csvText([[cell]])).toBe(`${cell}\n`);
});

it("marks a file as UTF-8 only where a heading needs it", () => {
  expect(csvHead(["Customer ID", "E-mail"])).toBe("Customer ID,E-mail\n");
  expect(csvHead(["고객 ID", "이메일"])).toBe("\uFEFF고객 ID,이메일\n");
});
