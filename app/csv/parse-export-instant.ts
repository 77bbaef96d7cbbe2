import { isDay } from "../time/check-day.ts";
import { MILLISECONDS_PER_DAY } from "../time/milliseconds-per-day.ts";

export type ExportInstant = { instant: string; utcOffsetMinutes: number };

const FORM = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(?:([+-])(\d\d):?(\d\d)|Z|UTC)$/;

/** `2010-12-01 08:26:00 -0500`, as the export writes instants, or `null` for anything that is not one. */
export function parseExportInstant(text: string): ExportInstant | null {
  const parts = FORM.exec(text);
  if (parts === null) return null;
  const [, day, time, sign, hours = "0", minutes = "0"] = parts;
  const local = new Date(`${day}T${time}Z`);
  // Date moves 30 February to March and 24:00 to the next day; neither was written by Shopify.
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 19) !== `${day}T${time}`) return null;
  const utcOffsetMinutes = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
  if (Math.abs(utcOffsetMinutes) > 14 * 60) return null;
  const instant = new Date(local.getTime() - utcOffsetMinutes * 60_000);
  // The calendar begins with the year 1, and the offset may lead out of it.
  if (![local, instant].every((date) => isDay(Math.floor(date.getTime() / MILLISECONDS_PER_DAY)))) return null;
  return { instant: instant.toISOString().replace(".000Z", "Z"), utcOffsetMinutes };
}
