import { utcOffsetMinutes } from "./utc-offset.ts";

type Stamp = { createdAt: string; utcOffsetMinutes: number };

/**
 * A time zone whose clock shows what the export's rows show. The export writes offsets, not the zone's name; the zone is
 * needed because the shop's days, and with them its purchases, follow its clock through summer and winter.
 * "UTC" where no zone fits, as after a shop has moved.
 */
export function findTimeZone(stamps: readonly Stamp[]): string {
  // One stamp a month and offset is enough to tell zones apart, and there are 400 zones to ask.
  const telling = [...new Map(stamps.map((stamp) => [stamp.createdAt.slice(0, 7) + stamp.utcOffsetMinutes, stamp])).values()];
  const zones = ["UTC", "America/New_York", "Europe/London", "Europe/Paris", ...Intl.supportedValuesOf("timeZone")];
  return zones.find((zone) => telling.every((stamp) => utcOffsetMinutes(zone, Date.parse(stamp.createdAt)) === stamp.utcOffsetMinutes)) ?? "UTC";
}
