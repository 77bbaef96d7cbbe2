import type { i18n } from "i18next";
import { foldChannel } from "#app/acquisition/spend.ts";

/** What Shopify calls the places that are its own; the Shop app is to it an app like any other, by number. */
const KNOWN = ["web", "pos", "shopify_draft_order", "iphone", "android", "3890849"] as const;

/** A channel in the page's words. Of another app Shopify tells a number alone; other names stand as they are. */
export function channelName(t: i18n["t"], channel: string): string {
  const known = KNOWN.find((one) => one === channel);
  if (known) return t(`channel.${known}`);
  return /^\d+$/.test(channel) ? t("channel.app", { number: channel }) : channel;
}

/** The channel that is meant by such words; anything else is a name of the merchant's own. */
export function channelCalled(t: i18n["t"], name: string): string {
  const numbers = name.match(/\d+/g) ?? [];
  return [...KNOWN, ...numbers].find((channel) => foldChannel(channelName(t, channel)) === foldChannel(name)) ?? name;
}
