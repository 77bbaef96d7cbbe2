import type { ShopTransaction } from "../db/with-shop.server.ts";
import { readSplits } from "../insights/read-splits.repo.server.ts";

export type ChannelNames = {
  /** Through which first orders came, as the current run has them. */
  own: string[];
  /** As channels are spelled: as amounts were noted for them, then as the shop does. */
  spelled: string[];
};

export async function findChannels(tx: ShopTransaction, shopId: bigint): Promise<ChannelNames> {
  const splits = await readSplits(tx, shopId);
  const own = splits?.cells.channel.top.flatMap(({ key }) => key ?? []) ?? [];
  const noted = await tx.acquisitionSpend.findMany({ where: { shopId }, distinct: "channel", select: { channel: true } });
  return { own, spelled: [...noted.map(({ channel }) => channel), ...own] };
}
