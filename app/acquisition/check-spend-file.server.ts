import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { localDay } from "../time/local-day.ts";
import { monthOfDay } from "../time/months.ts";
import { findChannels } from "./find-channels.repo.server.ts";
import { readSpendFile, type SpendFile } from "./read-spend-file.ts";
import { foldChannel } from "./spend.ts";

export type SpendReport = SpendFile & { /** Channels of its amounts through which no first order came. */ unknownChannels: string[] };

/** What a file of spend holds and what is wrong with it. Nothing is noted yet: the merchant looks at it first. */
export async function checkSpendFile(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shop: { id: bigint; currency: string; timeZone: string },
  { text, channelCalled }: { text: string; channelCalled: (name: string) => string },
): Promise<SpendReport> {
  const { own, spelled } = await withShop(db, shop.id, (tx) => findChannels(tx, shop.id));
  const thisMonth = monthOfDay(localDay(clock(), shop.timeZone));
  const file = readSpendFile(text, { channels: spelled, currency: shop.currency, thisMonth, channelCalled });
  const known = new Set(own.map(foldChannel));
  const channels = file.kind === "read" ? new Set(file.spends.map(({ channel }) => channel)) : [];
  return { ...file, unknownChannels: [...channels].filter((channel) => !known.has(foldChannel(channel))) };
}
