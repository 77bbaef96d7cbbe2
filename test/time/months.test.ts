import { describe, expect, it } from "vitest";
import { dateToDay } from "#app/time/date-to-day.ts";
import { addMonths, isMonth, monthOfDay, monthsBetween, monthToDate } from "#app/time/months.ts";

describe("months of the calendar by name", () => {
  it("are four digits, a dash and 01 to 12", () => {
    expect(["2026-01", "2026-12", "0001-09"].every(isMonth)).toBe(true);
    expect(["2026-00", "2026-13", "2026-1", "26-01", "2026-01-01", " 2026-01", "2026/01", "Jan 2026", ""].filter(isMonth)).toEqual([]);
    expect(isMonth(["2026-01"] as unknown as string)).toBe(false);
  });

  it("are counted on and back over years", () => {
    expect([1, 12, 14, 0, -1, -11, -12].map((by) => addMonths("2026-11", by))).toEqual([
      "2026-12", "2027-11", "2028-01", "2026-11", "2026-10", "2025-12", "2025-11",
    ]);
  });

  it("are listed with both ends, and none backwards", () => {
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-02", "2026-02")).toEqual(["2026-02"]);
    expect(monthsBetween("2026-03", "2026-02")).toEqual([]);
  });

  it("are those of their first and last days", () => {
    expect(monthToDate("2024-02")).toEqual(new Date("2024-02-01T00:00:00Z"));
    expect(monthOfDay(dateToDay(new Date("2024-02-29")))).toBe("2024-02");
    expect(monthOfDay(dateToDay(monthToDate("2024-03")))).toBe("2024-03");
  });
});
