import { describe, expect, it } from "vitest";
import { dayToDate } from "#app/time/day-to-date.ts";
import { localDay } from "#app/time/local-day.ts";

const dayText = (instant: string, zone: string) => dayToDate(localDay(new Date(instant), zone)).toISOString().slice(0, 10);

describe("correctness", () => {
  it.each([
    ["UTC", "2026-03-01T00:00:00Z", "2026-03-01"],
    ["UTC", "2026-02-28T23:59:59.999Z", "2026-02-28"],
    ["America/New_York", "2026-01-15T04:59:59Z", "2026-01-14"],
    ["America/New_York", "2026-01-15T05:00:00Z", "2026-01-15"],
    ["America/New_York", "2026-07-15T04:00:00Z", "2026-07-15"],
    ["America/New_York", "2026-07-15T03:59:59Z", "2026-07-14"],
    ["Asia/Kolkata", "2026-05-01T18:29:59Z", "2026-05-01"],
    ["Asia/Kolkata", "2026-05-01T18:30:00Z", "2026-05-02"],
    ["Asia/Kathmandu", "2026-05-01T18:15:00Z", "2026-05-02"],
    ["Asia/Kathmandu", "2026-05-01T18:14:59Z", "2026-05-01"],
    ["Australia/Eucla", "2026-05-01T15:15:00Z", "2026-05-02"],
    ["Pacific/Chatham", "2026-07-01T11:14:59Z", "2026-07-01"],
    ["Pacific/Chatham", "2026-07-01T11:15:00Z", "2026-07-02"],
    ["Pacific/Kiritimati", "2026-05-01T10:00:00Z", "2026-05-02"],
    ["Pacific/Pago_Pago", "2026-05-01T10:59:59Z", "2026-04-30"],
    ["Europe/London", "1969-07-20T22:59:59Z", "1969-07-20"],
    ["Europe/London", "1969-07-20T23:00:00Z", "1969-07-21"],
  ])("%s at %s is %s", (zone, instant, day) => expect(dayText(instant, zone)).toBe(day));

  it("keeps to the wall clock on days when clocks change, near midnight too", () => {
    // Beirut sets its clock back at midnight: 23:00 to 24:00 of 24 October comes twice.
    expect(dayText("2026-10-24T20:59:59Z", "Asia/Beirut")).toBe("2026-10-24");
    expect(dayText("2026-10-24T21:30:00Z", "Asia/Beirut")).toBe("2026-10-24");
    expect(dayText("2026-10-24T22:00:00Z", "Asia/Beirut")).toBe("2026-10-25");
    // New York has 23 hours on 8 March.
    expect(dayText("2026-03-08T04:59:59Z", "America/New_York")).toBe("2026-03-07");
    expect(dayText("2026-03-09T03:59:59Z", "America/New_York")).toBe("2026-03-08");
    expect(dayText("2026-03-09T04:00:00Z", "America/New_York")).toBe("2026-03-09");
  });

  it("knows a day that never was: Samoa skipped 30 December 2011", () => {
    expect(dayText("2011-12-30T09:59:59Z", "Pacific/Apia")).toBe("2011-12-29");
    expect(dayText("2011-12-30T10:00:00Z", "Pacific/Apia")).toBe("2011-12-31");
  });
});

describe("consistency", () => {
  it("agrees with Intl's own calendar at every half hour of a year, in zones of every kind", () => {
    const zones = ["Asia/Beirut", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Asia/Tehran"];
    for (const zone of zones) {
      const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
      const wrong: string[] = [];
      for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 1_800_000) {
        const found = dayToDate(localDay(new Date(time), zone)).toISOString().slice(0, 10);
        if (found !== calendar.format(time)) wrong.push(`${zone} ${new Date(time).toISOString()}: ${found}`);
      }
      expect(wrong).toEqual([]);
    }
  });

  it("takes less than 3 s of the processor for a million instants", () => {
    const began = process.cpuUsage();
    for (let i = 0; i < 1_000_000; i += 1) localDay(new Date(1.6e12 + ((i * 7_919_003) % 1.5e11)), "America/New_York");
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(3);
  });
});

describe("input checks", () => {
  it("names an unknown zone", () => expect(() => localDay(new Date(0), "Mars/Olympus")).toThrow(/Mars\/Olympus/));
  it("refuses an invalid instant", () => expect(() => localDay(new Date("soon"), "UTC")).toThrow(RangeError));
});
