import type { ExportedOrder } from "#app/csv/exported-order.ts";

const DAY_MS = 86_400_000;

/** The calendar day on the shop's clock, counted from 1970. */
function localDay(ms: number, utcOffsetMinutes: number): number {
  return Math.floor((ms + utcOffsetMinutes * 60_000) / DAY_MS);
}

/** Milliseconds, in whole days, that make the last order one of yesterday at the same time of day. */
export function shiftToYesterday(orders: readonly ExportedOrder[], nowMs: number): number {
  let lastMs = -Infinity;
  let offset = 0;
  for (const order of orders) {
    const ms = Date.parse(order.createdAt);
    if (ms > lastMs) [lastMs, offset] = [ms, order.utcOffsetMinutes];
  }
  if (lastMs === -Infinity) return 0;
  return (localDay(nowMs, offset) - 1 - localDay(lastMs, offset)) * DAY_MS;
}
