import type { ShopTransaction } from "../db/with-shop.server.ts";

export type TagReach = {
  tag: string;
  /** As many carried the tag in Shopify then; while tags are being written that is not yet everybody who is to. */
  customers: number;
  /** Of those: subscribers to e-mail, and to SMS. */
  email: number;
  sms: number;
  lookedAt: Date;
};

/** In the place of what was counted of these tags before. */
export async function storeReach(tx: ShopTransaction, shopId: bigint, reached: readonly TagReach[]): Promise<void> {
  await tx.segmentReach.deleteMany({ where: { shopId, tag: { in: reached.map(({ tag }) => tag) } } });
  await tx.segmentReach.createMany({ data: reached.map((it) => ({ ...it, shopId })) });
}

/** A tag that is not written any more reaches nobody. */
export async function forgetReach(tx: ShopTransaction, shopId: bigint, { but }: { but: string[] }): Promise<void> {
  await tx.segmentReach.deleteMany({ where: { shopId, tag: { notIn: but } } });
}

/** Tag by tag, in no order; nothing before the first look. */
export function readReach(tx: ShopTransaction, shopId: bigint): Promise<TagReach[]> {
  return tx.segmentReach.findMany({ where: { shopId }, omit: { shopId: true } });
}
