import type { Arrivals } from "./acquisition-figures.ts";

/** What first orders came through. */
export type Channel =
  | { kind: "named"; name: string }
  /** Shopify does not say. */
  | { kind: "unknown" }
  /** All that are too small to be kept apart. */
  | { kind: "others" };

export const UNKNOWN_CHANNEL: Channel = { kind: "unknown" };
export const OTHER_CHANNELS: Channel = { kind: "others" };

export function namedChannel(name: string): Channel {
  return { kind: "named", name };
}

export type ChannelArrivals = Arrivals & { channel: Channel };
